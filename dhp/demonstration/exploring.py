"""Tables that were given to readers on request: asked for by a coder, signed off and issued by a lead."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from dhp.calendar import financial_year_days, london_date, now
from dhp.calendar.clock import days_after, start_of
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.extensions import db
from dhp.statistics.explore.actions import ask_release, issue_explored
from dhp.statistics.explore.asking import Wanted
from dhp.statistics.explore.laying import explored
from dhp.statistics.explore.sources import EXPLORED
from dhp.statistics.releases.actions import sign
from dhp.statistics.releases.models import Release

_DAYS_BEFORE_END = 6
_HOUR = timedelta(hours=11)
_BY = ("type", "sex")

Act = Callable[[], object]


def exploring_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """The requests, each with its instant; none where a former seeding made them."""
    if db.session.scalar(select(Release.id).where(Release.about == EXPLORED).limit(1)):
        return
    at = start_of(days_after(order.end, -_DAYS_BEFORE_END)) + _HOUR
    if at > order.begins:
        yield at, partial(_release, staff)


def _release(staff: Staff) -> None:
    """Deaths by type and sex over the last whole financial year and since."""
    today = london_date(now())
    last_year = days_after(financial_year_days(today)[0], -1)
    start = financial_year_days(last_year)[0]
    wanted = Wanted("deaths", _BY, start=start.isoformat(), end=days_after(today, -1).isoformat())
    release = ask_release(explored(wanted, None), by=staff.coders[0])
    sign(release, release.fingerprint, by=staff.lead)
    issue_explored(release, by=staff.lead)
