"""An export of the invented history: a lead takes the tables of the deaths and people for a review."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from dhp.calendar.clock import days_after, start_of
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.exchange.outgoing.actions import Order as Wanted
from dhp.exchange.outgoing.actions import make_export
from dhp.exchange.outgoing.models import Export
from dhp.extensions import db

_DAYS_BEFORE_END = 20
_HOUR = timedelta(hours=14)
_PURPOSE = "Relationships and contact before the death, for the yearly review by the unit’s board."

Act = Callable[[], object]


def export_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """One export, with its instant; none where a former seeding made it."""
    if db.session.scalar(select(Export.id).limit(1)):
        return
    at = start_of(days_after(order.end, -_DAYS_BEFORE_END)) + _HOUR
    if at > order.begins:
        wanted = Wanted(("relationships", "timeline"), "csv", _PURPOSE)
        yield at, partial(make_export, wanted, by=staff.lead)
