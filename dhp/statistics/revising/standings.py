"""What every case was at an instant: counted, out of scope, or the same death as another."""

from datetime import datetime

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
    return {
        number: Standing(_fate(counts=counts, merged=merged), kind)
        for number, kind, counts, merged in db.session.connection().execute(statement)
    }


def _fate(*, counts: bool, merged: bool) -> Fate:
    if merged:
        return Fate.MERGED
    return Fate.COUNTS if counts else Fate.OUT
