"""What waits, beyond the lists that the rooms themselves keep: each starts from `visible_to`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer

from dhp.accounts.models import User
from dhp.accounts.row_security.reach import whole_record
from dhp.calendar import london_date
from dhp.cases.models import Case
from dhp.cases.queries import cases_to_work_on
from dhp.definitions import Scope
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.notifications.queries import visible_to as notifications_visible_to
from dhp.notifications.rules import Status
from dhp.reports.contents.weekly import WEEKLY
from dhp.reports.models import Run, RunStatus
from dhp.reports.queries import visible_to as reports_visible_to


def counted(*wanted: Select[Any]) -> tuple[int, ...]:
    """How many rows each of the statements has, in one statement."""
    counts = (select(func.count()).select_from(one.subquery()).scalar_subquery() for one in wanted)
    return tuple(db.session.execute(select(*counts)).one())


def unjudged(user: User, most: int) -> tuple[Sequence[Case], int]:
    """Notified cases that nobody has judged, the longest known first, and how many there are."""
    wanted = cases_to_work_on(user).where(Case.scope.is_(None), Case.back_record.is_(False))
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    statement = wanted.order_by(Case.received_at, Case.id).limit(most)
    return db.session.scalars(statement).all(), total


def undecided_count(user: User) -> int:
    """How many cases somebody judged without being able to tell."""
    wanted = cases_to_work_on(user).where(Case.scope == Scope.CANNOT_TELL)
    return db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def returned(user: User) -> Sequence[Notification]:
    """Notifications that went back to their forces, the one that waited longest first."""
    statement = (
        notifications_visible_to(user)
        .where(Notification.status == Status.RETURNED)
        .order_by(Notification.moved_at, Notification.id)
    )
    return db.session.scalars(statement).all()


def drafts(user: User) -> Sequence[Run]:
    """Drafts of reports that somebody else, or the service, built; oldest first."""
    statement = (
        reports_visible_to(user)
        .options(defer(Run.content))
        .where(Run.status == RunStatus.DRAFT, Run.built_by != user.ref)
        .order_by(Run.built_at, Run.id)
    )
    return db.session.scalars(statement).all()


def approved(user: User) -> Sequence[Run]:
    """Reports that are approved and wait for their hour; the next first."""
    statement = (
        reports_visible_to(user)
        .options(defer(Run.content))
        .where(Run.status == RunStatus.APPROVED)
        .order_by(Run.due_at, Run.id)
    )
    return db.session.scalars(statement).all()


@whole_record()
def weeks_that_hold(received_at: datetime) -> Sequence[Run]:
    """Issued weekly briefings on the week of `received_at` that knew of it, latest issued first.

    Not from `visible_to`: a force is told which briefings counted its own death, not what they say.
    """
    day = london_date(received_at)
    statement = (
        select(Run)
        .options(defer(Run.content))
        .where(Run.kind == WEEKLY.kind, Run.status == RunStatus.ISSUED)
        .where(Run.period_from <= day, Run.period_to >= day, Run.as_at > received_at)
        .order_by(Run.issued_at.desc(), Run.id.desc())
    )
    return db.session.scalars(statement).all()


def not_joined(most: int) -> tuple[Sequence[User], int]:
    """People who were invited and have not joined, the longest waiting first, and how many."""
    wanted = select(User).where(User.joined_at.is_(None), User.disabled_at.is_(None))
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    statement = wanted.order_by(User.created_at, User.id).limit(most)
    return db.session.scalars(statement).all(), total
