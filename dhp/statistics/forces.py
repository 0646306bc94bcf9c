"""Which forces sent something in a span, how much of it late, as at an instant."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from dhp.accounts.models import Force
from dhp.calendar import PartialDate, london_date
from dhp.cases.models import Case
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
    record = known(as_at)
    here = (record.c.received_at >= week.begins) & (record.c.received_at < week.ends)
    counted = (
        select(
            record.c.force_id,
            func.sum(case((here, 1), else_=0)).label("week"),
            func.count().label("year"),
        )
        .where(
            record.c.counts,
            record.c.back_record.is_(False),
            record.c.received_at >= year.begins,
            record.c.received_at < year.ends,
        )
        .group_by(record.c.force_id)
        .subquery()
    )
    late = _late(week, as_at)
    rows = db.session.execute(
        select(Force.id, Force.code, Force.name, counted.c.week, counted.c.year)
        .outerjoin(counted, counted.c.force_id == Force.id)
        .order_by(Force.name)
    )
    return [
        ForceCount(code, name, int(in_week or 0), int(in_year or 0), late[key])
        for key, code, name, in_week, in_year in rows
    ]


def _late(week: Span, as_at: datetime) -> Counter[int]:
    """Late deaths of the week by force id; a day that is not known is never late."""
    came = select(Case.id).where(Case.received_at >= week.begins, Case.received_at < week.ends)
    record, died = known(as_at), dates_of_death(of=came)  # of all deaths it would take long
    # Each read by itself: joined, a database without statistics looks for every date in turn.
    dates: dict[int, str] = dict(db.session.execute(select(died).params(as_at=as_at)).all())
    rows = db.session.execute(
        select(record.c.id, record.c.force_id, record.c.received_at).where(
            record.c.counts,
            record.c.back_record.is_(False),
            record.c.received_at >= week.begins,
            record.c.received_at < week.ends,
        )
    )
    late: Counter[int] = Counter()
    for number, force_id, received_at in rows:
        if number not in dates:
            continue
        when = PartialDate.parse(dates[number])
        delay = (london_date(received_at) - when.last).days
        late[force_id] += when.first == when.last and delay > LATE_DAYS
    return late
