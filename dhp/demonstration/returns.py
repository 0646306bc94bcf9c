"""Returns of the invented history: on time, late, none, disputed, replaced, and some never made."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.calendar import LONDON, month_days, now, nth_working_day
from dhp.calendar.clock import days_after
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.extensions import db
from dhp.returns.actions import confirm, resolve
from dhp.returns.models import Return, ReturnLine
from dhp.returns.periods import USUAL, ReturnPeriod, Rhythm, Terms, periods
from dhp.returns.plan import decisions, set_terms
from dhp.returns.queries import open_disputes, present_for
from dhp.returns.rules import Standing

MONTHS_A_YEAR = 6  # of the history, the latest ones: enough for a grid, quick to make
_ON_TIME, _GRACE, _LATE = 0.68, 0.84, 0.93  # running shares; the rest is never returned
_SLOW = 0.15  # of forces, whose returns come late twice as often
_DISPUTES, _SETTLED, _LOOKS_AGAIN, _ANYWAY = 0.1, 0.7, 0.6, 0.1
_WHY = (
    "The death happened after midnight and belongs to the month after.",
    "The victim lived here, but the death is investigated by the force next to us.",
    "It is told twice: our other notice of that week is about the same person.",
)
_DECIDED = (
    "The date in the record is right: the pathologist gives the evening before. It stays.",
    "Agreed with both forces: you keep the case until theirs accepts it.",
    "Looked at side by side: these are two deaths in one incident. Both stay.",
)

Act = Callable[[], object]
Later = Callable[[datetime, Act], None]


def invent_returns(order: Order, staff: Staff, later: Later) -> None:
    """Plan, by `later`, when the terms are set and when each force returns each period."""
    terms = _terms(order)
    later(order.begins + timedelta(minutes=5), partial(_decide, terms, staff.lead))
    for period in periods((terms,), terms.since, days_after(order.end, -1)):
        for contact in staff.contacts.values():
            _plan_one(period, contact, order, staff, later)


def _terms(order: Order) -> Terms:
    first = month_days(days_after(order.end, -31 * MONTHS_A_YEAR * min(order.years, 3)))[0]
    earliest = days_after(month_days(order.begins.astimezone(LONDON).date())[1], 1)
    return Terms(Rhythm.MONTHLY, max(first, earliest), *USUAL[Rhythm.MONTHLY])


def _decide(terms: Terms, lead: User) -> None:
    if not decisions():
        set_terms(terms, by=lead)


def _plan_one(
    period: ReturnPeriod, contact: User, order: Order, staff: Staff, later: Later
) -> None:
    rng = Random(f"{order.seed} {contact.force_code} {period.key}")
    at = _made_at(period, contact, order, rng)
    if at is None:
        return
    later(at, partial(_return, period, contact, rng))
    again = at + timedelta(days=rng.randint(9, 30), minutes=rng.randint(0, 90))
    if rng.random() < _LOOKS_AGAIN:
        later(again, partial(_return_again, period, contact, anyway=rng.random() < _ANYWAY))
    if rng.random() < _SETTLED:
        settled = at + timedelta(days=rng.randint(2, 8), minutes=rng.randint(0, 90))
        later(settled, partial(_settle, period, contact, staff.coders[0], rng.randrange(len(_WHY))))


def _made_at(period: ReturnPeriod, contact: User, order: Order, rng: Random) -> datetime | None:
    """When a force returns a period, in working hours; None for never."""
    slow = Random(f"{order.seed} {contact.force_code}").random() < _SLOW
    chance = rng.random() * (1 - _ON_TIME / 2) + _ON_TIME / 2 if slow else rng.random()
    if chance < _ON_TIME:
        first, last = period.opens_on, period.due_on
    elif chance < _GRACE:
        first, last = days_after(period.due_on, 1), period.grace_on
    elif chance < _LATE:
        first, last = days_after(period.grace_on, 1), days_after(period.closes_on, 12)
    else:
        return None
    day = nth_working_day(days_after(first, rng.randint(0, (last - first).days)), 1)
    at = datetime.combine(day, time(rng.randint(8, 16), rng.randint(0, 59)), LONDON)
    return at.astimezone(order.begins.tzinfo)


def _return(period: ReturnPeriod, contact: User, rng: Random) -> None:
    present = present_for(contact, period)
    if present.said is not None:
        return  # lived already
    disputes = {}
    if present.deaths and rng.random() < _DISPUTES:
        disputes = {rng.choice(present.deaths).ref: rng.choice(_WHY)}
    confirm(period, disputes, by=contact, seen=present.fingerprint)


def _return_again(period: ReturnPeriod, contact: User, *, anyway: bool) -> None:
    """Confirm again what has changed, and now and then what has not: somebody new looks it over."""
    present = present_for(contact, period)
    sound = present.standing in (Standing.CONFIRMED, Standing.CONFIRMED_NONE)
    if present.standing is Standing.CHANGED or (anyway and sound):
        confirm(period, by=contact, seen=present.fingerprint)


def _settle(period: ReturnPeriod, contact: User, coder: User, number: int) -> None:
    if not _disputes(period, contact):
        return  # the list of all that is disputed need not be opened
    for line in open_disputes(coder):
        made = line.made_in
        if (made.force_id, made.first) == (contact.force_id, period.first) and made.made_at < now():
            words = (
                _DECIDED[_WHY.index(line.disputed)] if line.disputed in _WHY else _DECIDED[number]
            )
            resolve(line, words, by=coder)


def _disputes(period: ReturnPeriod, contact: User) -> bool:
    statement = (
        select(ReturnLine.id)
        .join(ReturnLine.made_in)
        .where(Return.force_id == contact.force_id, Return.first == period.first)
        .where(ReturnLine.disputed.is_not(None), ReturnLine.resolved_at.is_(None))
        .limit(1)
    )
    return db.session.scalar(statement) is not None
