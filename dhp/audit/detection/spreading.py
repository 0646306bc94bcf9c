"""Rules about where what was read may go: many readers of one case, and exports after reading."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from dhp.audit.detection.facts import Found, Known, Seen, by_person, within

READERS = 4  # people who read one case on one day without having to do with it
EXPORT_WITHIN, READ_BEFORE = timedelta(hours=2), 3  # foreign things looked into before the export


def many_readers(events: Sequence[Seen], known: Known) -> Iterator[Found]:
    """A case that several people look into on one day who have nothing to do with it."""
    readers: dict[str, dict[str, int]] = {}
    for event in events:
        if event.is_read and event.thing and not known.is_own(event.person, event.thing):
            readers.setdefault(event.thing, {}).setdefault(event.person, event.seq)
    for thing, first in readers.items():
        if len(first) >= READERS:
            told = f"{len(first)} people without a task in it looked into one case."
            yield Found("", thing, told, tuple(first.values()))


def read_then_export(events: Sequence[Seen], known: Known) -> Iterator[Found]:
    """Somebody who looks into cases that are not their work, and soon afterwards exports."""
    for person, theirs in by_person(events).items():
        for export in (event for event in theirs if event.is_export):
            before = [
                event
                for event in theirs
                if event.is_read
                and within(event, export, EXPORT_WITHIN)
                and not known.is_own(person, event.thing)
            ]
            if len({event.thing for event in before}) >= READ_BEFORE:
                told = "Exported from the record within two hours of reading outside their work."
                yield Found(person, "", told, (*(event.seq for event in before), export.seq))
                break
