"""What changed in the running total of the weekly briefing between two editions, by type."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from dhp.cases.models import Case
from dhp.extensions import db
from dhp.statistics.received import Span
from dhp.statistics.revising.movements import Fate, Known, Matter, Revisions, Standing, revisions
from dhp.statistics.revising.standings import standings_at


def changes(before: Span, before_as_at: datetime, after: Span, after_as_at: datetime) -> Revisions:
    """How the cases received in `before`, as at then, became those received in `after`, as at now.

    Cases only: a notification that awaits acceptance is in no running total. Both spans begin
    together; `after` ends no earlier. What came in since `before` ended is new. Three statements.
    """
    came = (
        Case.received_at >= after.begins,
        Case.received_at < after.ends,
        Case.back_record.is_(False),
    )
    recent = select(Case.id).where(*came, Case.received_at >= before.ends)
    new = frozenset(db.session.scalars(recent))
    then, now = standings_at(before_as_at, *came), standings_at(after_as_at, *came)
    return revisions(_known(then, new), _known(now), Matter(by_type=True), new)


def _known(standings: Mapping[int, Standing], beyond: Collection[int] = frozenset()) -> Known:
    """Who counts, by type, without those `beyond` the days that were counted."""
    return Known(
        {
            number: frozenset({one.type})
            for number, one in standings.items()
            if one.fate is Fate.COUNTS and number not in beyond
        },
        standings,
    )
