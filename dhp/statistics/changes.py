"""What changed in a running total between two editions, case by case, so that it must balance."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, func, select

from dhp.cases.models import Case
from dhp.cases.overlay import merged_away
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
    since; `reinstated` and `withdrawn` came into or left scope; `merged` were found to be the same
    death as another case, less those for which that was undone; `reclassified` is the net of moves
    between types.
    """

    opening: Counter[DeathType] = field(default_factory=Counter)
    received: Counter[DeathType] = field(default_factory=Counter)
    late: Counter[DeathType] = field(default_factory=Counter)
    reinstated: Counter[DeathType] = field(default_factory=Counter)
    withdrawn: Counter[DeathType] = field(default_factory=Counter)
    merged: Counter[DeathType] = field(default_factory=Counter)
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
                - self.merged[kind]
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
            and_(
                opened, then.counts, Case.received_at < before.ends, ~merged_away(before_as_at)
            ).label("counted"),
            and_(since.counts, ~merged_away(after_as_at)).label("counts"),
            (Case.received_at >= before.ends).label("recent"),
            opened.label("had_case"),
            and_(opened, merged_away(before_as_at)).label("was_merged"),
            merged_away(after_as_at).label("is_merged"),
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
        _add(found, row)
    found.check()
    return found


def _add(found: Changes, row: Row[*tuple[Any, ...]]) -> None:
    """Put the cases of `row`, which share their types and standings then and now, in their place."""
    new = DeathType(row.new)
    if row.counted:
        old = DeathType(row.old)  # it was counted, so it was known
        found.opening[old] += row.number
        if row.counts:
            found.reclassified[old] -= row.number
            found.reclassified[new] += row.number
        elif row.is_merged:
            found.merged[old] += row.number
        else:
            found.withdrawn[old] += row.number
    elif row.counts:
        if row.recent:
            found.received[new] += row.number
        elif row.was_merged:
            found.merged[new] -= row.number
        else:
            (found.reinstated if row.had_case else found.late)[new] += row.number
    if row.counts:
        found.closing[new] += row.number
