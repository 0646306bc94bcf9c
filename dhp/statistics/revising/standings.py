"""What every case was at an instant: counted, out of scope, or the same death as another."""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, String, select, type_coerce

from dhp.cases.models import Case
from dhp.cases.overlay import merged_away
from dhp.extensions import db
from dhp.statistics.record import judged
from dhp.statistics.revising.movements import Fate, Standing


def standings_at(as_at: datetime, *only: ColumnElement[bool]) -> dict[int, Standing]:
    """Each case that was open at `as_at`, by its id; `only` those that fulfil all conditions.

    One statement.
    """
    judgement = judged(as_at)
    statement = (
        select(
            Case.id,
            type_coerce(judgement.type, String),
            judgement.counts,
            merged_away(as_at),
        )
        .outerjoin(judgement.table, judgement.on)
        .where(Case.opened_at <= as_at, *only)
    )
    rows = db.session.connection().execute(statement).all()
    return {number: _standing(kind, counts, merged) for number, kind, counts, merged in rows}


@cache  # there are few, and thousands of cases stand alike
def _standing(kind: str, counts: bool, merged: bool) -> Standing:
    if merged:
        return Standing(Fate.MERGED, kind)
    return Standing(Fate.COUNTS if counts else Fate.OUT, kind)
