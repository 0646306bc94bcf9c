"""Which forces sent something in a span, how much of it late, as at an instant."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from dhp.accounts.models import Force
from dhp.calendar import PartialDate, london_date
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.received import Span
from dhp.statistics.record import known

LATE_DAYS = 14


@dataclass(frozen=True)
class ForceCount:
    """One force: deaths received in the week and in the year so far, and how many of the week late."""

    code: str
    name: str
    week: int
    year: int
    late: int


def by_force(week: Span, year: Span, as_at: datetime) -> list[ForceCount]:
    """Every force in the order of its name, those with none included.

    Late: received more than 14 days after the death, counted where the day of death is known.
    """
    given = {
        "week_begins": week.begins,
        "week_ends": week.ends,
        "year_begins": year.begins,
        "year_ends": year.ends,
        "as_at": as_at,
    }
    late = _late(week, as_at)
    return [
        ForceCount(code, name, int(in_week or 0), int(in_year or 0), late[key])
        for key, code, name, in_week, in_year in db.session.execute(_counts(), given)
    ]


def _late(week: Span, as_at: datetime) -> Counter[int]:
    """Late deaths of the week by force id; a day that is not known is never late."""
    given = {"week_begins": week.begins, "week_ends": week.ends, "as_at": as_at}
    # Each read by itself: joined, a database without statistics looks for every date in turn.
    dates: dict[int, str] = dict(db.session.execute(_dates(), given).all())
    late: Counter[int] = Counter()
    for number, force_id, received_at in db.session.execute(_came(), given):
        if number not in dates:
            continue
        when = PartialDate.parse(dates[number])
        delay = (london_date(received_at) - when.last).days
        late[force_id] += when.first == when.last and delay > LATE_DAYS
    return late


# Statements are built once and given their instants at every run.
_WEEK_BEGINS, _WEEK_ENDS, _YEAR_BEGINS, _YEAR_ENDS = (
    bindparam(name, type_=UtcDateTime())
    for name in ("week_begins", "week_ends", "year_begins", "year_ends")
)


@cache
def _counts() -> Select[Any]:
    """Every force with what counts of its cases received in the week and in the year."""
    record = known()
    here = (record.c.received_at >= _WEEK_BEGINS) & (record.c.received_at < _WEEK_ENDS)
    counted = (
        select(
            record.c.force_id,
            func.sum(case((here, 1), else_=0)).label("week"),
            func.count().label("year"),
        )
        .where(
            record.c.counts,
            record.c.back_record.is_(False),
            record.c.received_at >= _YEAR_BEGINS,
            record.c.received_at < _YEAR_ENDS,
        )
        .group_by(record.c.force_id)
        .subquery()
    )
    return (
        select(Force.id, Force.code, Force.name, counted.c.week, counted.c.year)
        .outerjoin(counted, counted.c.force_id == Force.id)
        .order_by(Force.name)
    )


@cache
def _dates() -> Select[Any]:
    """The dates of death of what came in the week alone: of all deaths it would take long."""
    came = (Case.received_at >= _WEEK_BEGINS, Case.received_at < _WEEK_ENDS)
    return select(dates_of_death(of=select(Case.id).where(*came)))


@cache
def _came() -> Select[Any]:
    record = known()
    return select(record.c.id, record.c.force_id, record.c.received_at).where(
        record.c.counts,
        record.c.back_record.is_(False),
        record.c.received_at >= _WEEK_BEGINS,
        record.c.received_at < _WEEK_ENDS,
    )
