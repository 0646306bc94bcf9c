"""What the rules of detection see: events as they need them, and what is known of people. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dhp.audit.acts import EVERY_ACT, Act
from dhp.audit.operations import Operation
from dhp.calendar import london_time

# Acts by which somebody looks into one death; a list shows too little of each to count.
READS = frozenset(
    {
        Act.CASE_READ,
        Act.LIKENESS_SHOWN,
        Act.DRAFT_READ,
        Act.RECEIPT_READ,
        Act.NARRATIVE_OPENED,
        Act.NARRATIVE_READ,
        Act.MARKS_READ,
        Act.QUESTION_READ,
    }
)
EXPORTS = frozenset({Act.EXPORT_MADE, Act.EVERYTHING_LEFT})
WORK = frozenset(
    act.value
    for act in EVERY_ACT
    if act.operation in (Operation.ALTER, Operation.COLLECT, Operation.COMBINE)
)
_READS = frozenset(act.value for act in READS)
_EXPORTS = frozenset(act.value for act in EXPORTS)


@dataclass(frozen=True, slots=True)
class Seen:
    """One event: its number and instant (aware), the act, who, under which role, about what.

    `source` and `session` are where it came from; `refused` whether it was denied.
    """

    seq: int
    at: datetime
    act: str
    person: str
    role: str
    about: tuple[str, ...]
    source: str = ""
    session: str = ""
    refused: bool = False

    @property
    def is_read(self) -> bool:
        """Whether somebody looked into one death."""
        return self.act in _READS

    @property
    def is_export(self) -> bool:
        """Whether data of many deaths left."""
        return self.act in _EXPORTS

    @property
    def thing(self) -> str:
        """What was looked into: the first thing named; others are only mentioned on its page."""
        return self.about[0] if self.about else ""

    @property
    def hour(self) -> int:
        """The hour on a London clock."""
        return london_time(self.at).hour


@dataclass(frozen=True)
class Known:
    """What is known beside the day's events.

    `own` are the things each person has to do with: assigned, written to, asked about; `common` what
    is anybody's work now, such as a new case. `named` are the things whose words hold the person's own
    surname. `usual` is how many things each person looked into on an ordinary day of the last four
    weeks, and `outside` what they looked into in that time that was not their own. `nights` are those
    who work at night as a rule.
    """

    own: Mapping[str, frozenset[str]] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)
    outside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nights: frozenset[str] = frozenset()

    def is_own(self, person: str, thing: str) -> bool:
        """Whether looking into `thing` is ordinary work for `person`."""
        return thing in self.common or thing in self.own.get(person, frozenset())


@dataclass(frozen=True)
class Found:
    """What a rule found: the person, the thing if it is one, plain words, and the events' numbers."""

    person: str
    about: str
    told: str
    events: tuple[int, ...]


def by_person(events: Sequence[Seen]) -> dict[str, list[Seen]]:
    """The events of each person, in order; the service itself is nobody."""
    found: dict[str, list[Seen]] = {}
    for event in events:
        if event.person not in ("command", "nobody"):
            found.setdefault(event.person, []).append(event)
    return found


def within(first: Seen, second: Seen, span: timedelta) -> bool:
    """Whether `second` came after `first`, and at most `span` later."""
    return timedelta() <= second.at - first.at <= span
