"""Insight notes of an invented history: a dozen, one of them corrected and one retracted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import select

from dhp.calendar import LONDON, london_date, now
from dhp.calendar.clock import days_after
from dhp.context.insight_actions import Insight, correct_insight, record_insight, retract_insight
from dhp.context.insight_rules import Basis, Consent
from dhp.context.models import InsightNote
from dhp.context.strands import strand_with
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.extensions import db

Act = Callable[[], object]

# Days before the end, strand, who (all invented), basis, consent, what.
_TOLD = (
    (
        130,
        "da_incidents",
        "Lantern Helpline",
        Basis.DIRECT,
        Consent.NAMED,
        (
            "Calls between midnight and six have grown for three months. Many callers share a home with "
            "the person they fear and can only speak then."
        ),
    ),
    (
        112,
        "missing",
        "Harbour Youth Trust",
        Basis.DIRECT,
        Consent.UNNAMED,
        "Young people placed far from home say that they leave to see friends, and come back unreported.",
    ),
    (
        97,
        "section_136",
        "Clearwater Advocacy",
        Basis.INDIRECT,
        Consent.REFUSED,
        "Advocates hear of long waits for a place of safety at weekends.",
    ),
    (
        83,
        "da_crimes",
        "Ashgrove Refuge Network",
        Basis.DIRECT,
        Consent.NAMED,
        "Women whose stay depends on a partner’s visa ask about help before they ask about the police.",
    ),
    (
        71,
        "da_incidents",
        "Elder Voice",
        Basis.CORROBORATED,
        Consent.NAMED,
        "More calls concern adult sons and daughters who moved back in. Callers rarely call it abuse.",
    ),
    (
        58,
        "csae_crimes",
        "Brightside Online",
        Basis.DIRECT,
        Consent.UNNAMED,
        "Reports of threats to share images rose after half-term, mostly from boys of 14 to 17.",
    ),
    (
        44,
        "da_incidents",
        "Valley Housing Group",
        Basis.DIRECT,
        Consent.NAMED,
        "Requests to change locks have doubled since the spring in two of our areas.",
    ),
    (
        33,
        "missing",
        "Northgate Carers",
        Basis.UNKNOWN,
        Consent.UNNAMED,
        "Families of people with dementia say that they are asked for a photograph they do not have.",
    ),
    (
        24,
        "da_crimes",
        "Lantern Helpline",
        Basis.DIRECT,
        Consent.NAMED,
        "Callers ask what happens to the case when they withdraw. Few have been told.",
    ),
    (
        16,
        "section_136",
        "Clearwater Advocacy",
        Basis.DIRECT,
        Consent.NAMED,
        "Two people were met by an advocate within the hour where the new protocol is used.",
    ),
    (
        12,
        "da_incidents",
        "Elder Voice",
        Basis.DIRECT,
        Consent.UNNAMED,
        "The colder weeks bring more calls from people over 75 about money and heating.",
    ),
    (
        10,
        "csae_crimes",
        "Harbour Youth Trust",
        Basis.INDIRECT,
        Consent.REFUSED,
        "A youth club speaks of one address. The details were passed to the force the same day.",
    ),
)
_CORRECTED, _RETRACTED = 6, 2  # places in the list
_LATER = timedelta(days=3)
_HOUR = time(14, 20)


def insight_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """The notes, each with the instant at which the unit records it."""
    for place, (days, strand, who, basis, consent, words) in enumerate(_TOLD):
        at = datetime.combine(days_after(order.end, -days), _HOUR, LONDON)
        told = (strand, who, basis, consent, words)
        yield at, partial(_record, told, staff)
        if place == _CORRECTED:
            yield at + _LATER, partial(_correct, place, staff)
        if place == _RETRACTED:
            yield at + _LATER, partial(_retract, place, staff)


def _record(told: tuple[str, str, Basis, Consent, str], staff: Staff) -> None:
    strand, who, basis, consent, words = told
    day = days_after(london_date(now()), -1)
    insight = Insight(strand_with(strand), who, day, basis, consent, words)
    record_insight(insight, by=staff.coders[1])


def _correct(place: int, staff: Staff) -> None:
    note = _latest(place)
    if note is not None:
        told = Insight(
            note.strand, note.organisation, note.told_on, note.basis, note.consent, note.words
        )
        changed = replace(told, words=told.words.replace("two", "three"))
        correct_insight(note, changed, "The group named a third area.", by=staff.coders[1])


def _retract(place: int, staff: Staff) -> None:
    note = _latest(place)
    if note is not None:
        retract_insight(note, "The group found that one weekend was meant.", by=staff.lead)


def _latest(place: int) -> InsightNote | None:
    """The note that was told last, if it is the one at `place`."""
    statement = select(InsightNote).order_by(InsightNote.id.desc()).limit(1)
    note = db.session.scalar(statement)
    return note if note and note.words == _TOLD[place][-1] else None
