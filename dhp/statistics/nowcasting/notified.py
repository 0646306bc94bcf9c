"""When the deaths of some days happened, and when they were received, as known at an instant."""

from datetime import date, datetime

from sqlalchemy import select

from dhp.calendar import PartialDate, Precision, london_date
from dhp.extensions import db
from dhp.statistics.died import dates_of_death
from dhp.statistics.record import known
from dhp.statistics.tables import Period


def notified_in(span: Period, as_at: datetime) -> list[tuple[date | None, date]]:
    """The day of death, None where it is not known to the day, and the day of receipt.

    Of deaths that count and must have happened in `span`, without those collected of the past, in
    the order of receipt. Two statements.
    """
    record, died, reader = known(), dates_of_death(), db.session.connection()
    text = died.c.died
    within = (text >= span.start.isoformat()[:4], text <= span.end.isoformat())
    told, given = select(died.c.case_id, text).where(*within), {"as_at": as_at}
    dates = {number: PartialDate.parse(when) for number, when in reader.execute(told, given).all()}
    counted = (
        select(record.c.id, record.c.received_at)
        .where(record.c.counts, record.c.back_record.is_(False))
        .order_by(record.c.received_at, record.c.id)
    )
    return [
        (when.first if when.precision is Precision.DAY else None, london_date(received_at))
        for number, received_at in reader.execute(counted, given).all()
        if (when := dates.get(number)) and when.first >= span.start and when.last <= span.end
    ]
