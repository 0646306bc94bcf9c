"""What forces had said of periods by an instant: their current returns with their lines, as plain rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select, true
from sqlalchemy.orm import aliased

from dhp.accounts.row_security.reach import whole_record
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.returns.held import Held, Key
from dhp.returns.models import Return, ReturnLine
from dhp.returns.periods import Phase, ReturnPeriod
from dhp.returns.rules import Standing, Timing, timing_in


@dataclass(frozen=True)
class SaidLine:
    """One death of a return under every key by which it may be held now, and whether it is disputed.

    `disputed` is true until the unit resolved it.
    """

    ref: str
    keys: frozenset[Key]
    restricted: bool
    disputed: bool


@dataclass(frozen=True)
class Said:
    """One return as it stood: which force and period, when it was made, and its lines."""

    ref: str
    force_id: int
    first: date
    revision: int
    made_at: datetime
    lines: tuple[SaidLine, ...]

    def seen(self, allowed: Collection[Key]) -> "Said":
        """The same without the restricted lines, save those of `allowed`."""
        kept = (one for one in self.lines if not one.restricted or one.keys & set(allowed))
        return replace(self, lines=tuple(kept))

    def lists(self, death: Held) -> bool:
        """Whether one of the lines is `death`."""
        return any(death.key in line.keys for line in self.lines)


@whole_record()
def said(
    as_at: datetime, first: date, last: date, force_id: int | None = None
) -> dict[tuple[int, date], Said]:
    """The returns that stood at `as_at`, by force and first day, of periods that begin in the span.

    One statement.
    """
    found: dict[tuple[int, date], Said] = {}
    given = {"as_at": as_at, "first": first, "last": last, "force_id": force_id}
    for row in db.session.execute(_rows(of_one=force_id is not None), given):
        ref, force, day, revision, made_at, *line = row
        before = found.get((force, day)) or Said(ref, force, day, revision, made_at, ())
        lines = (*before.lines, _line(line, as_at)) if line[0] else before.lines
        found[force, day] = replace(before, lines=lines)
    return found


def standing_of(
    period: ReturnPeriod, at: datetime, said: Said | None, deaths: Sequence[Held]
) -> Standing:
    """Where one force stands with `period` at `at`; `deaths` are those held of it for the period.

    Both hold only what the reader may know of.
    """
    if said is None:
        phase = period.phase(at)
        if phase is Phase.RUNNING:
            return Standing.RUNNING
        return Standing.AWAITED if phase is Phase.OPEN else Standing.NOT_RETURNED
    if any(line.disputed for line in said.lines):
        return Standing.DISPUTED
    if not all(said.lists(death) for death in deaths):
        return Standing.CHANGED
    return Standing.CONFIRMED if said.lines else Standing.CONFIRMED_NONE


def timing_of(period: ReturnPeriod, said: Said) -> Timing:
    """Whether the force's first return for the period, or the one that replaced it, came in time."""
    return timing_in(period.phase(said.made_at))


@cache
def _rows(*, of_one: bool) -> Select[*tuple[Any, ...]]:
    """The returns at a given instant with their lines; built once, for building it takes longest."""
    whose = Return.force_id == bindparam("force_id") if of_one else true()
    own, given = aliased(Case), aliased(Case)  # the line's case; that of the line's notification
    instant: Any = bindparam("as_at", type_=UtcDateTime())
    restricted = or_(own.restricted, given.restricted, Notification.restricted)
    return (
        select(
            Return.ref,
            Return.force_id,
            Return.first,
            Return.revision,
            Return.made_at,
            ReturnLine.ref,
            ReturnLine.notification_id,
            own.id,
            own.survivor_id,
            given.id,
            given.survivor_id,
            restricted,
            ReturnLine.disputed.is_not(None),
            ReturnLine.resolved_at,
        )
        .outerjoin(ReturnLine, ReturnLine.return_id == Return.id)
        .outerjoin(own, own.id == ReturnLine.case_id)
        .outerjoin(Notification, Notification.id == ReturnLine.notification_id)
        .outerjoin(given, given.id == Notification.case_id)
        .where(Return.first.between(bindparam("first"), bindparam("last")))
        .where(Return.made_at <= instant, whose)
        .where(or_(Return.ended_at.is_(None), Return.ended_at > instant))
        .order_by(Return.force_id, Return.first, ReturnLine.id)
    )


def _line(row: Sequence[object], as_at: datetime) -> SaidLine:
    ref, notice, case, survivor, given, given_survivor, restricted, disputed, resolved_at = row
    cases = (case, survivor, given, given_survivor)
    keys: set[Key] = {("case", number) for number in cases if isinstance(number, int)}
    if isinstance(notice, int):
        keys.add(("notification", notice))
    settled = isinstance(resolved_at, datetime) and resolved_at <= as_at
    return SaidLine(str(ref), frozenset(keys), bool(restricted), bool(disputed) and not settled)
