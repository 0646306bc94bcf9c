"""M2, deaths: in scope or not yet judged, by the day they happened, as at an instant."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from dhp.calendar import PartialDate, london_date, year_before
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.framing.deaths import incidents_before_moves
from dhp.statistics.held import kept
from dhp.statistics.record import known

_DAY = len("2025-04-01")


class Dated(NamedTuple):
    """So many deaths of one date, each in an incident of its own; or one whose incident is named,
    because others may be in it. When notice of them came is said where that decides on which days
    they can have happened.
    """

    died: str
    received_at: datetime | None
    incident: int | None
    times: int


@dataclass(frozen=True)
class Dead:
    """How many died in some days, and in how many incidents."""

    deaths: int
    incidents: int


def deaths_by_day(first: date, last: date, as_at: datetime) -> tuple[dict[date, int], int]:
    """Deaths on each day from `first` to `last`, and how many died then on a day not known.

    A death known only by its month is placed in none of the days; it is in the second number. A
    death known only by its year is in neither.
    """
    days: Counter[str] = Counter()
    vague = 0
    for one in _dated(first, last, as_at):
        if len(one.died) == _DAY:
            days[one.died] += one.times
        elif one.died >= first.isoformat()[:7]:
            vague += one.times
    since = first.isoformat()
    return {date.fromisoformat(day): times for day, times in days.items() if day >= since}, vague


def dead_between(first: date, last: date, as_at: datetime) -> Dead:
    """Deaths that happened wholly from `first` to `last`, both included, and their incidents.

    Of a month or a year alone, its days up to the day of receipt count: who was told of in April
    died by then.
    """
    since = _first_text(first)
    inside = [
        one for one in _dated(first, last, as_at) if one.died >= since and _is_over(one, last)
    ]
    alone = sum(one.times for one in inside if one.incident is None)
    incidents = [one.incident for one in inside if one.incident is not None]
    return Dead(alone + len(incidents), alone + len(set(incidents)))


def cumulative(days: dict[date, int], ends: Sequence[date]) -> list[int]:
    """The running total of `days` at each of `ends`, which are in order."""
    told = sorted(days)
    totals = [0, *accumulate(days[day] for day in told)]
    return [totals[bisect_right(told, end)] for end in ends]


def _first_text(first: date) -> str:
    """The first date, as it is stored, whose days begin no earlier than `first`."""
    if first.day > 1:
        return first.isoformat()
    return first.isoformat()[:7] if first.month > 1 else f"{first.year}"


def _is_over(one: Dated, last: date) -> bool:
    """Whether they had died by the end of `last`, as far as their date and their receipt tell."""
    if one.received_at is None:
        return True
    when = PartialDate.parse(one.died)
    return min(when.last, max(london_date(one.received_at), when.first)) <= last


def _dated(first: date, last: date, as_at: datetime) -> tuple[Dated, ...]:
    """The deaths that count whose date may lie from `first` to `last`, and some before them.

    Those of a year are read: whoever asks for a part of it shares them. Two statements at most.
    """
    since = min(first, year_before(last)).replace(day=1)
    return kept(("dated", since, last, as_at), lambda: _read(since, last, as_at))


def _read(since: date, last: date, as_at: datetime) -> tuple[Dated, ...]:
    moved = incidents_before_moves(as_at)
    given = {
        "as_at": as_at,
        "first": _first_text(since),
        "last": last.isoformat(),
        "unfinished": [f"{last:%Y-%m}", f"{last.year}"],
        "moved": list(moved),
        "left": list(moved.values()),
    }
    return tuple(
        Dated(died, received_at, number and moved.get(number, incident), times)
        for died, received_at, number, incident, times in db.session.execute(_alike(), given)
    )


_UNFINISHED: Any = bindparam("unfinished", expanding=True)


@cache
def _alike() -> Select[Any]:
    """Deaths by their date: the database counts those that share nothing with others."""
    record, died, other = known(), dates_of_death(), aliased(Case)
    shares = or_(
        exists().where(other.incident_id == record.c.incident_id, other.id != record.c.id),
        record.c.id.in_(bindparam("moved", expanding=True)),
        record.c.incident_id.in_(bindparam("left", expanding=True)),
    )
    told_apart = (
        died.c.died,
        # A month or a year before the last one is over, whenever notice came.
        case((died.c.died.in_(_UNFINISHED), record.c.received_at)).label("received_at"),
        case((shares, record.c.id)).label("number"),
    )
    alike = (
        select(*told_apart, record.c.incident_id)
        .join(record, record.c.id == died.c.case_id)
        .where(
            record.c.counts,
            died.c.died >= bindparam("first"),
            died.c.died <= bindparam("last"),
        )
        .subquery()
    )
    apart = (alike.c.died, alike.c.received_at, alike.c.number)
    return select(*apart, func.min(alike.c.incident_id), func.count()).group_by(*apart)
