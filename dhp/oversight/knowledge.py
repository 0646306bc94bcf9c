"""What the rules of detection must know beside the day's events: whose work a case is, and what is usual."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select

from dhp.accounts.models import User
from dhp.audit.detection import Known, Seen
from dhp.audit.detection.facts import READS, WORK
from dhp.audit.detection.reading import NIGHT
from dhp.audit.models import TrailEvent, TrailSubject
from dhp.audit.queries import subjects_of
from dhp.calendar import end_of, london_date, start_of
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Case, CaseReader
from dhp.coding.passes.models import CodingPass
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.oversight.seeing import events_between

WORKED_WITHIN = timedelta(days=90)  # in which a person wrote to what counts as their own
NEW_FOR = timedelta(days=14)  # in which a case is everybody's in the unit
USUAL_OVER = timedelta(days=28)
_NIGHTS_A_MONTH = 5  # from which on somebody works at night as a rule
_SHORTEST_NAME = 3  # letters of a surname that can tell anything


def known_on(day: date, events: Sequence[Seen]) -> Known:
    """What is known on `day` (London) of those who read something in `events`."""
    people = {event.person for event in events if event.is_read}
    if not people:
        return Known()
    own, common = _own(people, day), _common(day)
    before = _reads_before(day, people)
    foreign = _foreign(before, own, common)
    return Known(own, common, _named(events), _usual(before), foreign, _night_workers(before))


def _own(people: Collection[str], day: date) -> dict[str, frozenset[str]]:
    """What each person wrote to, was given to code, or is named for."""
    until = end_of(day)
    written = (
        subjects_of(select(TrailEvent.actor, TrailSubject.ref).select_from(TrailEvent))
        .where(TrailEvent.actor.in_(people), TrailEvent.act.in_(WORK))
        .where(TrailEvent.at >= until - WORKED_WITHIN, TrailEvent.at < until)
        .distinct()
    )
    coded = select(User.ref, Case.ref).join(CodingPass.case).join(CodingPass.coder)
    named = select(User.ref, Case.ref).join(CaseReader, CaseReader.user_id == User.id)
    named = named.join(Case, Case.id == CaseReader.case_id)
    found: dict[str, set[str]] = defaultdict(set)
    for statement in (written, coded, named):
        for person, ref in db.session.execute(statement):
            found[person].add(ref)
    return {person: frozenset(refs) for person, refs in found.items()}


def _common(day: date) -> frozenset[str]:
    """What anybody of the unit may have to do with: what is new, or not classified yet."""
    since = end_of(day) - NEW_FOR
    cases = select(Case.ref).where(
        or_(Case.opened_at >= since, Case.type == DeathType.UNCLASSIFIED)
    )
    notices = select(Notification.ref).where(Notification.moved_at >= since)
    return frozenset([*db.session.scalars(cases), *db.session.scalars(notices)])


def _reads_before(day: date, people: Collection[str]) -> list[Seen]:
    start = start_of(day)
    acts = [act.value for act in READS]
    return events_between(start - USUAL_OVER, start, acts=acts, people=people)


def _foreign(
    reads: Iterable[Seen], own: Mapping[str, frozenset[str]], common: frozenset[str]
) -> dict[str, frozenset[str]]:
    known, found = Known(own, common), defaultdict(set)
    for read in reads:
        if read.thing and not known.is_own(read.person, read.thing):
            found[read.person].add(read.thing)
    return {person: frozenset(things) for person, things in found.items()}


def _usual(reads: Iterable[Seen]) -> dict[str, float]:
    """The mean number of things looked into, over the days on which anything was."""
    things: dict[str, set[tuple[date, str]]] = defaultdict(set)
    days: dict[str, set[date]] = defaultdict(set)
    for read in reads:
        day = london_date(read.at)
        things[read.person].add((day, read.thing))
        days[read.person].add(day)
    return {person: len(things[person]) / len(days[person]) for person in days}


def _night_workers(reads: Iterable[Seen]) -> frozenset[str]:
    nights: dict[str, set[date]] = defaultdict(set)
    for read in reads:
        if read.hour in NIGHT:
            nights[read.person].add(london_date(read.at))
    return frozenset(person for person, days in nights.items() if len(days) >= _NIGHTS_A_MONTH)


def _named(events: Sequence[Seen]) -> dict[str, frozenset[str]]:
    """The things among those read in whose words the reader's own surname stands."""
    readers: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.is_read and event.thing:
            readers[event.thing].add(event.person)
    people = {person for those in readers.values() for person in those}
    surnames = {ref: pattern for ref, pattern in _surnames(people) if pattern}
    found: dict[str, set[str]] = defaultdict(set)
    for thing, text in _texts(readers).items():
        for person in readers[thing]:
            pattern = surnames.get(person)
            if pattern is not None and pattern.search(text):
                found[person].add(thing)
    return {person: frozenset(things) for person, things in found.items()}


def _surnames(people: Collection[str]) -> Iterable[tuple[str, re.Pattern[str] | None]]:
    named = select(User.ref, User.name).where(User.ref.in_(people)).order_by(User.ref)
    for ref, name in db.session.execute(named):
        surname = name.split()[-1] if name.split() else ""
        long = len(surname) >= _SHORTEST_NAME
        # As it is written: "price" and "Price" are not the same word in a narrative.
        yield ref, re.compile(rf"\b{re.escape(surname)}\b") if long else None


def _texts(things: Collection[str]) -> dict[str, str]:
    """The words of each case or notification among `things` that may name a person."""
    cases = list(db.session.scalars(select(Case).where(Case.ref.in_(things)).order_by(Case.id)))
    refs, texts = {case.id: case.ref for case in cases}, defaultdict(list)
    for answer in carried_by(cases) if cases else ():
        if answer.protected and answer.superseded_at is None:
            texts[refs[answer.case_id]].append(answer.protected)
    notices = select(Notification.ref, Notification.answers).where(Notification.ref.in_(things))
    for ref, words in db.session.execute(notices.order_by(Notification.ref)):
        texts[ref].append(words)
    return {ref: "\n".join(words) for ref, words in texts.items()}
