"""Rules about accounts: who makes them, who uses them, and what they are refused."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import timedelta

from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.audit.detection.facts import Found, Known, Seen, by_person, within

REFUSALS = 3  # different things asked for on one day and not given
AT_ONCE = timedelta(minutes=10)


def used_and_disabled(events: Sequence[Seen], _known: Known) -> Iterator[Found]:
    """An account that looked into deaths and was disabled on the day, by whoever had invited it.

    The events given hold the invitations of the last days too.
    """
    invited = {
        event.thing: event
        for event in events
        if event.act == AccountAct.ACCOUNT_INVITED and event.about
    }
    for event in events:
        made = invited.get(event.thing) if event.act == AccountAct.ACCOUNT_DISABLED else None
        if made is None:
            continue
        used = [e for e in events if e.person == event.thing and (e.is_read or e.is_export)]
        if used:
            told = "Invited an account that read records and was disabled within days."
            numbers = (made.seq, *(e.seq for e in used), event.seq)
            yield Found(made.person, event.thing, told, numbers)


def emergencies(events: Sequence[Seen], _known: Known) -> Iterator[Found]:
    """Every opening of a restricted case in an emergency: somebody else says whether it was one."""
    for event in events:
        if event.act == Act.EMERGENCY_OPENED:
            told = "Opened a restricted case in an emergency. Its reason stands under Emergencies."
            yield Found(event.person, event.thing, told, (event.seq,))


def probes(events: Sequence[Seen], _known: Known) -> Iterator[Found]:
    """Somebody who asks for several things that they may not see."""
    for person, theirs in by_person(events).items():
        refused = [event for event in theirs if event.refused]
        asked = {event.thing or str(event.seq) for event in refused}
        if len(asked) >= REFUSALS:
            told = f"Was refused {len(asked)} times."
            yield Found(person, "", told, tuple(event.seq for event in refused))


def two_places(events: Sequence[Seen], _known: Known) -> Iterator[Found]:
    """One account that reads in two sessions from two addresses within minutes."""
    for person, theirs in by_person(events).items():
        read = [event for event in theirs if event.source and event.session and event.is_read]
        for first, second in itertools.pairwise(read):
            apart = first.source != second.source and first.session != second.session
            if apart and within(first, second, AT_ONCE):
                told = "Read from two addresses in two sessions within ten minutes."
                yield Found(person, "", told, (first.seq, second.seq))
                break
