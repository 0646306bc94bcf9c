"""M2, deaths: in scope or not yet judged, by the day they happened, as at an instant."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.record import known


def deaths_by_day(first: date, last: date, as_at: datetime) -> tuple[dict[date, int], int]:
    """Deaths on each day from `first` to `last`, and how many died then on a day not known.

    A death known only by its month is placed in none of the days; it is in the second number. A
    death known only by its year is in neither.
    """
    record, died = known(as_at), dates_of_death(as_at)
    rows = db.session.execute(
        select(died.c.died, func.count())
        .join(record, record.c.id == died.c.case_id)
        .where(
            record.c.counts,
            died.c.died >= first.isoformat()[:7],  # "2025-04" sorts before "2025-04-01"
            died.c.died <= last.isoformat(),
        )
        .group_by(died.c.died)
    )
    days: dict[date, int] = {}
    vague = 0
    for text, count in rows:
        if len(text) < len("2025-04-01"):
            vague += count
        elif text >= first.isoformat():
            days[date.fromisoformat(text)] = count
    return days, vague


def cumulative(days: dict[date, int], ends: Sequence[date]) -> list[int]:
    """The running total of `days` at each of `ends`, which are in order."""
    return [sum(count for day, count in days.items() if day <= end) for end in ends]
