"""When a report first told of each death: for the clocks, which stand below the reports."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from dhp.calendar import london_date
from dhp.extensions import db
from dhp.reports.models import Run


def first_reported(received: Mapping[int, datetime], as_at: datetime) -> dict[int, datetime]:
    """When the first report was issued that knew of each death, by case id. One statement.

    `received` is when the deaths were received. A report knows of a death whose receipt lies before
    its instant and not after its last day.
    """
    runs = db.session.execute(
        select(Run.as_at, Run.period_to, Run.issued_at)
        .where(Run.issued_at <= as_at)
        .order_by(Run.issued_at, Run.id)
    ).all()
    found = {}
    for case_id, instant in received.items():
        day = london_date(instant)
        issued = (at for knows, until, at in runs if knows > instant and until >= day)
        if (first := next(issued, None)) is not None:
            found[case_id] = first
    return found
