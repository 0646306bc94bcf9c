"""Signals of an invented history: the service looks at each late week, a lead judges, one is withdrawn.

The one that is withdrawn comes of notices that a force sends twice by mistake and takes back.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select

from dhp.accounts.models import User
from dhp.calendar import Week, london_date, now, week_of
from dhp.demonstration.accounts import Staff
from dhp.demonstration.deaths import deaths_on, known_at_once
from dhp.demonstration.order import Order
from dhp.dictionary import suspects_in
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.statistics.watch.actions import review
from dhp.statistics.watch.duty import watch
from dhp.statistics.watch.models import Outcome, Signal
from dhp.statistics.watch.queries import waiting_signals
from dhp.statistics.watch.weekly import weekly_findings

Act = Callable[[], object]

WEEKS = 14  # the latest ones that are looked at; in the first of them notices are sent twice
_FEWEST = 52  # deaths a year; of fewer nothing could be told
_BEFORE, _AFTER = timedelta(hours=2), timedelta(minutes=5)  # the cut-off
_BACK = timedelta(days=3)
_MOST = 14  # notices sent twice
_FORCE = "E23000001"
_JUDGED = (
    "The notices came from eight forces and the deaths lie weeks apart. None is there twice, and no "
    "two belong together."
)


def watch_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """What the service, a force and a lead do, each with its instant; nothing where it is done."""
    if order.per_year < _FEWEST or db.session.scalar(select(func.count()).select_from(Signal)):
        return
    week = week_of(order.end).previous
    weeks = [week]
    while len(weeks) < WEEKS:
        weeks.insert(0, weeks[0].previous)
    if weeks[0].begins_at < order.begins + timedelta(days=200):
        return
    contact, cut_off = staff.contacts[_FORCE], weeks[0].ends_before
    yield cut_off - _BEFORE, partial(_send_twice, order, weeks[0], contact)
    yield cut_off + _BACK, partial(_take_back, order, contact)
    for one in weeks:
        if one.ends_before + _AFTER < order.ends:
            yield one.ends_before + _AFTER, partial(watch, f"week {one.end}", one.ends_before)
    yield order.ends - timedelta(hours=30), partial(_judge, staff.lead)


def _send_twice(order: Order, week: Week, contact: User) -> None:
    """As many notices as make the week a high one."""
    found = next((one for one in weekly_findings(week, now()) if not one.figure.key), None)
    if found is None or contact.force is None:
        return
    more = min(_MOST, max(0, int(found.limit - found.observed)))
    day = london_date(now()) - timedelta(days=9)
    deaths = deaths_on([day] * more, {_FORCE: 1}, f"{order.seed} twice")
    for place, death in enumerate(map(known_at_once, deaths[:more])):
        draft = actions.start(contact.force, _key(order, place), by=contact)
        for count in range(2, suspects_in(death.texts) + 1):
            actions.add_suspect(draft, count, by=contact)
        actions.save(draft, death.texts, draft.version, by=contact)
        actions.send(draft, draft.send_key, "Enquiries have only begun.", by=contact)


def _take_back(order: Order, contact: User) -> None:
    keys = [_key(order, place) for place in range(2 * _MOST)]
    sent = (
        select(Notification)
        .where(Notification.start_key.in_(keys), Notification.status == Status.SENT)
        .order_by(Notification.id)
    )
    for notice in list(db.session.scalars(sent)):
        actions.withdraw(notice, "Sent twice by mistake: the first notices stand.", by=contact)


def _judge(lead: User) -> None:
    """The one that waits longest is judged; any others wait."""
    found, _total = waiting_signals(lead, 1)
    for signal in found:
        review(signal, Outcome.CHANCE, _JUDGED, by=lead)


def _key(order: Order, place: int) -> str:
    """A start key of this history that no planned notice has."""
    return f"{order.prefix}-{2 * order.years * order.per_year + 1_000 + place}"
