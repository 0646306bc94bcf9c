"""What changed in a running total between two editions, case by case, so that it must balance."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, case, func, select

from dhp.cases.models import Case
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.statistics.received import Span
from dhp.statistics.record import judged


class DoesNotBalance(Exception):
    """The opening total and the changes do not give the closing total: nothing may be built."""


@dataclass
class Changes:
    """The movements of a running total by type, from `opening` to `closing`.

    `received` came in within the new edition's own week; `late` came earlier and was accepted
    since; `reinstated` and `withdrawn` came into or left scope; `reclassified` is the net of moves
    between types.
    """

    opening: Counter[DeathType] = field(default_factory=Counter)
    received: Counter[DeathType] = field(default_factory=Counter)
    late: Counter[DeathType] = field(default_factory=Counter)
    reinstated: Counter[DeathType] = field(default_factory=Counter)
    withdrawn: Counter[DeathType] = field(default_factory=Counter)
    reclassified: Counter[DeathType] = field(default_factory=Counter)
    closing: Counter[DeathType] = field(default_factory=Counter)

    def check(self) -> None:
        """Raise `DoesNotBalance` unless every type's movements add up."""
        for kind in DeathType:
            moved = (
                self.opening[kind]
                + self.received[kind]
                + self.late[kind]
                + self.reinstated[kind]
                - self.withdrawn[kind]
                + self.reclassified[kind]
            )
            if moved != self.closing[kind]:
                raise DoesNotBalance(f"{kind.label}: {moved} is not {self.closing[kind]}.")


def changes(before: Span, before_as_at: datetime, after: Span, after_as_at: datetime) -> Changes:
    """How the cases received in `before`, as at then, became those received in `after`, as at now.

    Cases only: a notification that awaits acceptance is in no running total. Both spans begin
    together; `after` ends no earlier.
    """
    then, since = judged(before_as_at), judged(after_as_at)
    opened = Case.opened_at <= before_as_at
    cases = (
        select(
            case((opened, then.type)).label("old"),
            since.type.label("new"),
            and_(opened, then.counts, Case.received_at < before.ends).label("counted"),
            since.counts.label("counts"),
            (Case.received_at >= before.ends).label("recent"),
            opened.label("had_case"),
        )
        .select_from(Case)
        .outerjoin(then.table, then.on)
        .outerjoin(since.table, since.on)
        .where(
            Case.received_at >= after.begins,
            Case.received_at < after.ends,
            Case.opened_at <= after_as_at,
            Case.back_record.is_(False),
        )
        .subquery()
    )
    rows = db.session.execute(select(*cases.c, func.count().label("number")).group_by(*cases.c))
    found = Changes()
    for row in rows:
        kinds = (DeathType(row.old) if row.old else None, DeathType(row.new))
        stood = (bool(row.counted), bool(row.counts))
        _add(found, kinds, stood, (bool(row.recent), bool(row.had_case)), row.number)
    found.check()
    return found


def _add(
    found: Changes,
    kinds: tuple[DeathType | None, DeathType],
    counted: tuple[bool, bool],
    came: tuple[bool, bool],
    count: int,
) -> None:
    """Put `count` cases that went from one type and standing to another where they belong."""
    old, new = kinds
    recent, had_case = came
    match counted:
        case (True, True):
            assert old is not None  # noqa: S101 - it was counted, so it was known
            found.opening[old] += count
            found.reclassified[old] -= count
            found.reclassified[new] += count
        case (True, False):
            assert old is not None  # noqa: S101 - it was counted, so it was known
            found.opening[old] += count
            found.withdrawn[old] += count
        case (False, True):
            place = found.received if recent else found.reinstated if had_case else found.late
            place[new] += count
    if counted[1]:
        found.closing[new] += count
