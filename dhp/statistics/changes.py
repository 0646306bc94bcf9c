"""What changed in the running total of the weekly briefing between two editions, by type."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, func, select, type_coerce

from dhp.cases.models import Case
from dhp.cases.overlay import merged_away
from dhp.column_types import AS_AT, UtcDateTime
from dhp.extensions import db
from dhp.statistics.received import Span
from dhp.statistics.record import judged
from dhp.statistics.revising.movements import Fate, Known, Matter, Revisions, Standing, revisions
from dhp.statistics.revising.standings import standing

_THEN: Any = bindparam("then", type_=UtcDateTime())


def changes(before: Span, before_as_at: datetime, after: Span, after_as_at: datetime) -> Revisions:
    """How the cases received in `before`, as at then, became those received in `after`, as at now.

    Cases only: a notification that awaits acceptance is in no running total. Both spans begin
    together; `after` ends no earlier, and is known no earlier. What came in since `before` ended is
    new. One statement, which counts cases that went the same way.
    """
    given = {"then": before_as_at, "as_at": after_as_at, "since": before.ends}
    rows = db.session.execute(_ways(), given | {"begins": after.begins, "ends": after.ends})
    then: dict[int, Standing] = {}
    now: dict[int, Standing] = {}
    times: dict[int, int] = {}
    new = set()
    for way, (is_new, was_open, *both, times[way]) in enumerate(rows):
        now[way] = standing(*both[3:])
        if was_open:
            then[way] = standing(*both[:3])
        if is_new:
            new.add(way)
    counted = {way: one for way, one in then.items() if way not in new}
    return revisions(
        Known(_by_type(counted), then), Known(_by_type(now), now), Matter(by_type=True), new, times
    )


def _by_type(standings: dict[int, Standing]) -> dict[int, frozenset[str]]:
    """Those that count, by type."""
    return {way: frozenset({one.type}) for way, one in standings.items() if one.fate is Fate.COUNTS}


@cache
def _ways() -> Select[Any]:
    """Whether cases are new and were open then; what they were then and are now; how many there are."""
    statement = select(
        (Case.received_at >= bindparam("since")).label("is_new"),
        (Case.opened_at <= _THEN).label("was_open"),
    ).where(
        Case.opened_at <= AS_AT,
        Case.received_at >= bindparam("begins"),
        Case.received_at < bindparam("ends"),
        Case.back_record.is_(False),
    )
    for name, instant in (("then", _THEN), ("now", AS_AT)):
        judgement = judged(instant)
        statement = statement.outerjoin(judgement.table, judgement.on).add_columns(
            type_coerce(judgement.type, String).label(f"type_{name}"),
            judgement.counts.label(f"counts_{name}"),
            merged_away(instant).label(f"merged_{name}"),
        )
    each = statement.subquery()
    return select(*each.c, func.count()).group_by(*each.c)
