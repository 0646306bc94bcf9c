"""What every case was at an instant: counted, out of scope, or the same death as another."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, String, select, type_coerce

from dhp.cases.models import Case
from dhp.cases.overlay import merged_away
from dhp.column_types import AS_AT
from dhp.extensions import db
from dhp.statistics.record import judged
from dhp.statistics.revising.movements import Fate, Standing


def standings_at(as_at: datetime) -> dict[int, Standing]:
    """Each case that was open at `as_at`, by its id. One statement."""
    rows = db.session.connection().execute(_statement(), {"as_at": as_at}).all()
    return {number: standing(kind, counts, merged) for number, kind, counts, merged in rows}


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    judgement = judged()
    return (
        select(Case.id, type_coerce(judgement.type, String), judgement.counts, merged_away())
        .outerjoin(judgement.table, judgement.on)
        .where(Case.opened_at <= AS_AT)
    )


@cache  # there are few, and thousands of cases stand alike
def standing(kind: str, counts: bool, merged: bool) -> Standing:
    """What a case was that had been judged so, and that another stood for or did not."""
    if merged:
        return Standing(Fate.MERGED, kind)
    return Standing(Fate.COUNTS if counts else Fate.OUT, kind)
