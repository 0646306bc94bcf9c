"""Whose deaths the figures on quality count for one reader, and as at which instant.

A restricted death counts only for those who may read it. Else a figure that moves would tell of a
death that somebody must not know of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import defer, joinedload

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.accounts.regions import forces_of
from dhp.calendar import london_date, start_of
from dhp.cases.models import Case
from dhp.cases.naming import let_to
from dhp.errors import Absent
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.statistics.record import known


@dataclass(frozen=True)
class Death:
    """One death that counts, and the id of the force that owned it at the instant."""

    case: Case
    force_id: int | None


@dataclass(frozen=True)
class Reach:
    """The deaths that figures count: of `forces`, as at `as_at`, received on `since` or later.

    `national` adds deaths for which no force is established. Without `since` all count.
    """

    user: User
    as_at: datetime
    forces: Sequence[Force]
    national: bool
    since: date | None = None

    @property
    def names(self) -> Mapping[int | None, str]:
        """The names of the forces by id, in their order."""
        named: dict[int | None, str] = {force.id: force.name for force in self.forces}
        return named | {None: "Force not established"} if self.national else named

    def covers(self, force_id: Any) -> ColumnElement[bool]:
        """The condition that the force with this id is one of those counted."""
        return true() if self.national else force_id.in_([force.id for force in self.forces])

    def of_force(self, code: str) -> "Reach":
        """The same for the force with this code alone; raises `Absent` where it is not counted."""
        found = [force for force in self.forces if force.code == code]
        if not found:
            raise Absent
        return Reach(self.user, self.as_at, found, national=False, since=self.since)


def reach_of(user: User, as_at: datetime, *, since: date | None = None) -> Reach:
    """What `user` may see figures of: all forces, those of a region on that day, or the own one."""
    forces = forces_of(user, on=london_date(as_at))
    return Reach(user, as_at, forces, national=user.may(Permission.CLASSIFY_CASES), since=since)


def deaths(reach: Reach) -> list[Death]:
    """Deaths that count, in the order of their receipt. One statement.

    In scope or not yet judged, accepted by then, no back-record; of two cases that were one death,
    the one that stands for both.
    """
    record = known()
    statement = (
        select(Case, record.c.force_id)
        .join(record, record.c.id == Case.id)
        .where(record.c.counts, *conditions(reach, record.c.force_id))
        .options(defer(Case.force_ref), joinedload(Case.force))
        .order_by(Case.received_at, Case.id)
    )
    rows = db.session.execute(statement, {"as_at": reach.as_at})
    return [Death(case, force_id) for case, force_id in rows]


def conditions(reach: Reach, force_id: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """That a `Case` is no back-record, is for the reader to know of, and is within the reach."""
    found = [Case.back_record.is_(False), may_know_of(reach.user), reach.covers(force_id)]
    if reach.since is not None:
        found.append(Case.received_at >= start_of(reach.since))
    return found


def may_know_of(user: User) -> ColumnElement[bool]:
    """That a `Case` is not restricted, or not for `user`."""
    if user.may(Permission.READ_RESTRICTED_CASES):
        return true()
    if user.region is not None:  # an analyst never reads a restricted case, named or not
        return Case.restricted.is_(False)
    return or_(Case.restricted.is_(False), let_to(Case.id, user))


def waiting(reach: Reach) -> Select[Notification]:
    """Notices that were sent and have no case at the instant, as far as the reader may know."""
    statement = (
        select(Notification)
        .outerjoin(Case, Case.id == Notification.case_id)
        .where(
            Notification.sent_at <= reach.as_at,
            or_(Case.id.is_(None), Case.opened_at > reach.as_at),
            or_(Notification.status != Status.WITHDRAWN, Notification.moved_at > reach.as_at),
            reach.covers(Notification.force_id),
        )
    )
    if reach.since is not None:
        statement = statement.where(Notification.sent_at >= start_of(reach.since))
    if reach.user.may(Permission.READ_RESTRICTED_CASES):
        return statement
    return statement.where(
        Notification.restricted.is_(False), or_(Case.id.is_(None), may_know_of(reach.user))
    )
