"""Rules about what one person reads: how much, when, and whether it is their own work."""

from collections.abc import Iterable, Iterator, Sequence

from dhp.audit.detection.facts import Found, Known, Seen, by_person

_UNIT = frozenset({"coder", "lead", "analyst"})
OUTSIDE_A_DAY = 6  # things that are not the reader's work, from which on it is worth a look
OUTSIDE_FOUR_WEEKS = 25
VOLUME_AT_LEAST, VOLUME_TIMES = 30, 3  # things on one day; times an ordinary day
NIGHT_READS, NIGHT = 3, frozenset({23, 0, 1, 2, 3, 4})  # hours on a London clock


def outside_own_work(events: Sequence[Seen], known: Known) -> Iterator[Found]:
    """A coder who looks into several cases that are not theirs; a lead has to do with all."""
    for person, theirs in by_person(events).items():
        foreign = _outside(theirs, known)
        if len(_things(foreign)) >= OUTSIDE_A_DAY:
            yield _found(person, foreign, "{} cases or notifications that are not their work")


def many_over_weeks(events: Sequence[Seen], known: Known) -> Iterator[Found]:
    """A coder who has looked into many such cases in four weeks, today's included."""
    for person, theirs in by_person(events).items():
        foreign = _outside(theirs, known)
        before = known.outside.get(person, frozenset())
        together = before | _things(foreign)
        if foreign and len(before) < OUTSIDE_FOUR_WEEKS <= len(together):
            told = f"{len(together)} in four weeks that are not their work"
            yield Found(person, "", f"Looked into {told}.", _numbers(foreign))


def own_surname(events: Sequence[Seen], known: Known) -> Iterator[Found]:
    """Anybody who looks into a case whose words hold their own surname."""
    for person, theirs in by_person(events).items():
        named = known.named.get(person, frozenset())
        for thing in sorted(_things(theirs) & named):
            those = [event for event in theirs if event.is_read and event.thing == thing]
            told = "Looked into a case in whose words the reader’s own surname stands."
            yield Found(person, thing, told, _numbers(those))


def volume(events: Sequence[Seen], known: Known) -> Iterator[Found]:
    """Anybody who looks into far more on one day than they do as a rule."""
    for person, theirs in by_person(events).items():
        read = [event for event in theirs if event.is_read]
        usual = known.usual.get(person, 0)
        number = len(_things(read))
        if number >= max(VOLUME_AT_LEAST, VOLUME_TIMES * usual):
            told = f"Looked into {number} on one day; {round(usual)} is usual."
            yield Found(person, "", told, _numbers(read))


def odd_hours(events: Sequence[Seen], known: Known) -> Iterator[Found]:
    """Anybody who reads at night, save those who do as a rule."""
    for person, theirs in by_person(events).items():
        at_night = [event for event in theirs if event.is_read and event.hour in NIGHT]
        if len(_things(at_night)) >= NIGHT_READS and person not in known.nights:
            yield _found(person, at_night, "{} cases or notifications between 11pm and 5am")


def _outside(theirs: Sequence[Seen], known: Known) -> list[Seen]:
    """The reads of one person that are not their work. Leads answer for the whole record."""
    return [
        event
        for event in theirs
        if event.is_read
        and event.role in _UNIT - {"lead"}
        and not known.is_own(event.person, event.thing)
    ]


def _found(person: str, events: Sequence[Seen], words: str) -> Found:
    told = "Looked into " + words.format(len(_things(events))) + "."
    return Found(person, "", told, _numbers(events))


def _things(events: Iterable[Seen]) -> frozenset[str]:
    return frozenset(event.thing for event in events if event.is_read and event.thing)


def _numbers(events: Iterable[Seen]) -> tuple[int, ...]:
    return tuple(event.seq for event in events)
