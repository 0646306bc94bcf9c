"""The rhythm of an invented history: chief officers named, and what the service then wrote by itself.

A demonstration sends nothing: the messages wait in the outbox, and its page says so.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from dhp.accounts.models import Force
from dhp.calendar import LONDON, london_date
from dhp.demonstration.accounts import DOMAIN, Staff
from dhp.demonstration.order import Order
from dhp.duties import run_due
from dhp.rhythm.digest import DIGEST
from dhp.rhythm.escalation import ESCALATION
from dhp.rhythm.naming import name_officer
from dhp.rhythm.officers import present_officer

WEEKS = 2  # the latest ones whose reminders are written
_NAMED_BEFORE = timedelta(days=59, hours=13)  # the history's end: late in a morning
_MORNING = time(8, 5)  # on Monday, in London

Act = Callable[[], object]


def rhythm_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """What happens, and when: every other force has a chief officer named, then come reminders."""
    named = max(order.ends - _NAMED_BEFORE, order.begins)
    for number, code in enumerate(sorted(staff.contacts)):
        force = staff.contacts[code].force
        if force is not None and number % 2 == 0:
            yield named, partial(_name, force, staff)
    today = london_date(order.ends - timedelta(seconds=1))
    for weeks in reversed(range(WEEKS)):
        monday = today - timedelta(days=today.weekday() + 7 * weeks)
        at = datetime.combine(monday, _MORNING, LONDON)
        if named < at < order.ends:
            yield at, partial(run_due, at, {DIGEST.name, ESCALATION.name})


def _name(force: Force, staff: Staff) -> None:
    if present_officer(force) is None:
        name = f"Chief officer, {force.name}"
        name_officer(force, name, f"chief.{force.code.lower()}@{DOMAIN}", by=staff.lead)
