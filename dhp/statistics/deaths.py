"""M2, deaths: in scope or not yet judged, by the day they happened, as at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from dhp.calendar import PartialDate, london_date
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.framing.deaths import incidents_before_moves
from dhp.statistics.framing.windows import dated_between
from dhp.statistics.record import known

_DAY = len("2025-04-01")


def deaths_by_day(first: date, last: date, as_at: datetime) -> tuple[dict[date, int], int]:
    """Deaths on each day from `first` to `last`, and how many died then on a day not known.

    A death known only by its month is placed in none of the days; it is in the second number. A
    death known only by its year is in neither.
    """
    record, died = known(as_at), dates_of_death()
    rows = db.session.execute(
        select(died.c.died, func.count())
        .join(record, record.c.id == died.c.case_id)
        .where(
            record.c.counts,
            died.c.died >= first.isoformat()[:7],  # "2025-04" sorts before "2025-04-01"
            died.c.died <= last.isoformat(),
        )
        .group_by(died.c.died)
        .params(as_at=as_at)
    )
    days: dict[date, int] = {}
    vague = 0
    for text, count in rows:
        if len(text) < _DAY:
            vague += count
        elif text >= first.isoformat():
            days[date.fromisoformat(text)] = count
    return days, vague


@dataclass(frozen=True)
class Dead:
    """How many died in some days, and in how many incidents."""

    deaths: int
    incidents: int


def dead_between(first: date, last: date, as_at: datetime) -> Dead:
    """Deaths that happened wholly from `first` to `last`, both included, and their incidents.

    Of a month or a year alone, its days up to the day of receipt count: who was told of in April
    died by then. Three statements at most.
    """
    record, died, reader = known(as_at), dates_of_death(), db.session.connection()
    span = _first_text(first), last.isoformat()
    # Each read by itself: joined, a database without statistics looks for every date in turn.
    dated = select(died).where(died.c.died >= span[0], died.c.died <= span[1])
    told = reader.execute(dated.params(as_at=as_at)).all()
    beyond = _reaching_beyond({number: text for number, text in told if len(text) < _DAY}, last)
    inside = {number for number, _text in told} - beyond
    rows = reader.execute(
        select(record.c.id, Case.incident_id)
        .join(Case, Case.id == record.c.id)
        .where(record.c.counts, record.c.id.in_(dated_between(*span)))
    )
    moved = incidents_before_moves(as_at)
    incidents = [moved.get(number, incident) for number, incident in rows.all() if number in inside]
    return Dead(len(incidents), len(set(incidents)))


def _first_text(first: date) -> str:
    """The first date, as it is stored, whose days begin no earlier than `first`."""
    if first.day > 1:
        return first.isoformat()
    return first.isoformat()[:7] if first.month > 1 else f"{first.year}"


def _reaching_beyond(vague: dict[int, str], last: date) -> set[int]:
    """Those of the dates by month or year, by case, that reach beyond `last`. One statement."""
    rows = db.session.execute(select(Case.id, Case.received_at).where(Case.id.in_(list(vague))))
    return {
        number
        for number, received_at in rows
        if (when := PartialDate.parse(vague[number]))
        and min(when.last, max(london_date(received_at), when.first)) > last
    }


def cumulative(days: dict[date, int], ends: Sequence[date]) -> list[int]:
    """The running total of `days` at each of `ends`, which are in order."""
    return [sum(count for day, count in days.items() if day <= end) for end in ends]
