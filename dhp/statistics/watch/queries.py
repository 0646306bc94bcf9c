"""Reading the log of signals."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, case, false, func, or_, select
from sqlalchemy.orm import selectinload

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.column_types import UtcDateTime
from dhp.existing import the_one
from dhp.extensions import db
from dhp.statistics.watch.models import Signal, SignalReview, SignalStatus
from dhp.statistics.watch.watched import Finding

MOST = 200  # signals on a page; years of them


def visible_to(user: User) -> Select[Signal]:
    """The signals that `user` may read: the unit reads them all, nobody else any."""
    statement = select(Signal).options(selectinload(Signal.reviews))
    return statement if user.may(Permission.READ_SIGNALS) else statement.where(false())


def signal_with(ref: str, user: User) -> Signal:
    """The signal with reference `ref`; raises `Absent`."""
    return the_one(visible_to(user).where(Signal.ref == ref))


def latest_signals(user: User) -> list[Signal]:
    """The latest signals: those that are open first, then those reviewed, then those withdrawn."""
    order = {SignalStatus.OPEN.value: 0, SignalStatus.REVIEWED.value: 1}
    place = case(order, value=Signal.status, else_=2)
    statement = visible_to(user).order_by(place, Signal.as_at.desc(), Signal.id.desc())
    return list(db.session.scalars(statement.limit(MOST)))


def waiting_signals(user: User, most: int) -> tuple[list[Signal], int]:
    """The signals that nobody has reviewed, the one that waited longest first, and how many."""
    wanted = visible_to(user).where(Signal.status == SignalStatus.OPEN)
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    statement = wanted.order_by(Signal.as_at, Signal.id).limit(most)
    return list(db.session.scalars(statement)), total


def standing(rules: Sequence[str], since: datetime, as_at: datetime) -> list[Signal]:
    """The signals of `rules` that stand and were raised from `since` to before `as_at`, locked.

    Not from `visible_to`: the service looks at its own signals again.
    """
    statement = (
        select(Signal)
        .where(Signal.rule.in_(rules), Signal.status != SignalStatus.WITHDRAWN)
        .where(Signal.as_at >= since, Signal.as_at < as_at)
        .order_by(Signal.period_to, Signal.id)
        .with_for_update()
    )
    return list(db.session.scalars(statement))


def is_logged(finding: Finding, last: object, since: datetime) -> bool:
    """Whether a signal of this figure is in the log for the period that ends on `last`, or one that
    stands was raised since `since`.
    """
    same = (
        Signal.rule == finding.rule.name,
        Signal.group_by == finding.figure.by,
        Signal.group_key == finding.figure.key,
    )
    quiet = (Signal.status != SignalStatus.WITHDRAWN) & (Signal.as_at > since)
    found = select(Signal.id).where(*same, or_(Signal.period_to == last, quiet)).limit(1)
    return db.session.scalar(found) is not None


def touched(begins: datetime, ends: datetime) -> list[Signal]:
    """The signals raised, reviewed or withdrawn after `begins` and not after `ends`.

    Not from `visible_to`: a report is read by whoever may read the report.
    """
    return list(db.session.scalars(_touched(), {"begins": begins, "ends": ends}))


@cache
def _touched() -> Select[Signal]:
    """Built once: every report asks it."""
    begins, ends = (bindparam(name, type_=UtcDateTime()) for name in ("begins", "ends"))
    reviewed = select(SignalReview.signal_id).where(
        SignalReview.reviewed_at > begins, SignalReview.reviewed_at <= ends
    )
    return (
        select(Signal)
        .options(selectinload(Signal.reviews))
        .where(
            or_(
                (Signal.as_at > begins) & (Signal.as_at <= ends),
                (Signal.withdrawn_as_at > begins) & (Signal.withdrawn_as_at <= ends),
                Signal.id.in_(reviewed),
            )
        )
        .order_by(Signal.as_at, Signal.id)
    )
