"""Deaths by financial year and type, as at an instant: the figures that stand beside those of others."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select

from dhp.calendar import PartialDate, financial_year
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.record import known


def deaths_by_year(as_at: datetime) -> dict[tuple[str, str], int]:
    """Deaths that count, by financial year of death and code of type. One statement.

    A date that may lie in either of two financial years counts in neither.
    """
    record, died = known(), dates_of_death()
    rows = db.session.execute(
        select(died.c.died, record.c.type, func.count())
        .join(record, record.c.id == died.c.case_id)
        .where(record.c.counts)
        .group_by(died.c.died, record.c.type)
        .params(as_at=as_at)
    )
    found: Counter[tuple[str, str]] = Counter()
    for text, kind, count in rows:
        date = PartialDate.parse(text)
        year = financial_year(date.first)
        if year == financial_year(date.last):
            found[year, kind] += count
    return dict(found)
