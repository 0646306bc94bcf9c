"""Reading returns for people: what is due of a force, one period as somebody sees it, and disputes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, false, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.accounts.regions import forces_condition
from dhp.calendar import london_date, now
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK, readable_by
from dhp.errors import Absent
from dhp.existing import the_one
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.notifications.queries import visible_to as notifications_visible_to
from dhp.references import plain_reference
from dhp.returns.held import Held, Key, allowed_to, held
from dhp.returns.models import Return, ReturnLine
from dhp.returns.periods import ReturnPeriod
from dhp.returns.plan import opened_periods
from dhp.returns.rules import Standing, Timing
from dhp.returns.said import Said, said, standing_of, timing_of


@dataclass(frozen=True)
class Present:
    """One period of one force as a person of the force sees it.

    `deaths` are those held of the period that the person may know of; `said` is the current return
    without the lines that the person may not. `keys` are of all that are held: to compare with, never
    to be shown.
    """

    period: ReturnPeriod
    standing: Standing
    said: Said | None
    deaths: tuple[Held, ...]
    keys: frozenset[Key]

    @property
    def timing(self) -> Timing | None:
        """When the return came; None without one."""
        return timing_of(self.period, self.said) if self.said else None

    @property
    def waits(self) -> bool:
        """Whether the force has something to do: it is not returned, or must be returned again."""
        return self.standing is Standing.CHANGED or not self.standing.is_returned

    @property
    def new(self) -> tuple[Held, ...]:
        """The deaths that the current return does not list."""
        return tuple(one for one in self.deaths if not (self.said and self.said.lists(one)))

    @property
    def fingerprint(self) -> str:
        """What stands, for a form: changes when the return or its deaths do."""
        parts = [self.said.ref if self.said else "", *sorted(one.ref for one in self.deaths)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]


def presents_for(user: User, at: datetime) -> list[Present]:
    """Every period that had opened by `at` as `user` sees it, in order; none without a force."""
    if user.force_id is None or not user.may(Permission.CONFIRM_RETURNS):
        return []
    return _presents(user.force_id, opened_periods(at), at, user)


def present_for(user: User, period: ReturnPeriod, force: Force | None = None) -> Present:
    """One period of `force`, or of the own one, as `user` sees it now.

    Raises `Absent` for a person who does not confirm for that force.
    """
    whose = user.force if force is None else force
    if whose is None or not may_return_for(user, whose):
        raise Absent
    return _presents(whose.id, [period], now(), user)[0]


def may_return_for(user: User, force: Force) -> bool:
    """Whether `user` confirms returns of `force`: its contacts, and the unit from a file."""
    if user.force_id is not None:
        return user.force_id == force.id and user.may(Permission.CONFIRM_RETURNS)
    return user.may(Permission.IMPORT_DEATHS)


def reasons_standing(force: Force, period: ReturnPeriod) -> dict[str, str]:
    """Why the current return of `force` disputes deaths, by the reference that each has now."""
    lines = db.session.scalars(
        select(ReturnLine)
        .join(ReturnLine.made_in)
        .where(Return.force_id == force.id, Return.first == period.first)
        .where(Return.ended_at.is_(None), ReturnLine.disputed.is_not(None))
        .order_by(ReturnLine.id)
    )
    reasons: dict[str, str] = {}
    for line in lines:
        notice = line.notification
        death = line.case or (notice.case if notice and notice.case else notice)
        if death is not None and line.disputed:
            reasons[death.ref] = line.disputed
    return reasons


def visible_to(user: User) -> Select[Return]:
    """The returns that `user` may read: those of the forces that the person looks after today."""
    statement = select(Return)
    if not (user.may(Permission.CONFIRM_RETURNS) or user.may(Permission.READ_COVERAGE)):
        return statement.where(false())
    return statement.where(forces_condition(user, on=london_date(now()), force_id=Return.force_id))


def lines_visible_to(user: User) -> Select[ReturnLine]:
    """The lines of those returns whose death `user` may know of."""
    cases = readable_by(user).with_only_columns(Case.id)
    notices = notifications_visible_to(user).with_only_columns(Notification.id)
    if user.may(Permission.CONFIRM_RETURNS):
        cases = select(Case.id).where(
            or_(Case.restricted.is_(False), Case.id.in_(_numbers(user, "case")))
        )
    return (
        select(ReturnLine)
        .join(ReturnLine.made_in)
        .where(
            Return.id.in_(visible_to(user).with_only_columns(Return.id)),
            or_(ReturnLine.case_id.in_(cases), ReturnLine.notification_id.in_(notices)),
        )
        .options(
            contains_eager(ReturnLine.made_in),
            joinedload(ReturnLine.case),
            joinedload(ReturnLine.notification),
        )
    )


def history(
    user: User, force_id: int, period: ReturnPeriod
) -> list[tuple[Return, list[ReturnLine]]]:
    """Every return of a force for `period`, latest first, each with the lines that `user` may see."""
    wanted = (Return.force_id == force_id, Return.first == period.first)
    made = visible_to(user).where(*wanted).order_by(Return.revision.desc())
    lines = db.session.scalars(lines_visible_to(user).where(*wanted).order_by(ReturnLine.id)).all()
    return [
        (one, [line for line in lines if line.return_id == one.id])
        for one in db.session.scalars(made)
    ]


def open_disputes(user: User) -> Sequence[ReturnLine]:
    """The disputed lines of current returns that nobody has resolved, the oldest first.

    Without erased deaths: what the unit decides of one could not be kept.
    """
    statement = (
        lines_visible_to(user)
        .where(
            ReturnLine.disputed.is_not(None),
            ReturnLine.resolved_at.is_(None),
            Return.ended_at.is_(None),
            not_(_of_erased_case()),
        )
        .order_by(Return.made_at, ReturnLine.id)
    )
    return db.session.scalars(statement).all()


def line_with(ref: str, user: User) -> ReturnLine:
    """The line with reference `ref`; raises `Absent`, also when it is not for the user."""
    return the_one(lines_visible_to(user).where(ReturnLine.ref == plain_reference(ref)), ref)


def _of_erased_case() -> ColumnElement[bool]:
    told_by = select(Notification.case_id).where(Notification.id == ReturnLine.notification_id)
    its = or_(Case.id == ReturnLine.case_id, Case.id.in_(told_by))
    return exists().where(its, not_(TAKES_WORK))


def _numbers(user: User, kind: str) -> list[int]:
    return [number for name, number in allowed_to(user) if name == kind]


def _presents(
    force_id: int, wanted: Sequence[ReturnPeriod], at: datetime, user: User | None
) -> list[Present]:
    """As `user` sees them; as everybody in the force does where that is None."""
    if not wanted:
        return []
    made, all_held = said(at, wanted[0].first, wanted[-1].last, force_id), held(at, force_id)
    hidden = [one.restricted for one in all_held]
    hidden += [line.restricted for own in made.values() for line in own.lines]
    allowed = allowed_to(user) if user and any(hidden) else set()
    deaths = [one for one in all_held if not one.restricted or one.key in allowed]
    found = []
    for period in wanted:
        own = made.get((force_id, period.first))
        seen = own.seen(allowed) if own else None
        here = tuple(one for one in deaths if one.belongs_to(period))
        keys = frozenset(one.key for one in all_held if one.belongs_to(period))
        found.append(Present(period, standing_of(period, at, seen, here), seen, here, keys))
    return found
