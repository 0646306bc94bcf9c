"""What one entry of the dictionary is: a characteristic, its options, and when it is asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dhp.worded import Worded


class Subject(StrEnum):
    """What a characteristic describes."""

    INCIDENT = "incident"
    DEATH = "death"
    PERSON = "person"
    RELATIONSHIP = "relationship"


class Role(StrEnum):
    """The part that a person has in a death."""

    VICTIM = "victim"
    SUSPECT = "suspect"
    OTHER = "other"


class Kind(StrEnum):
    """The shape of an answer. Each kind has one handler in `kinds` and one form field in `web`."""

    ONE_OF = "one of"
    ANY_OF = "any of"
    WHOLE_NUMBER = "whole number"
    DATE = "date"
    PARTIAL_DATE = "partial date"
    SHORT_TEXT = "short text"
    LONG_TEXT = "long text"


class Sensitivity(StrEnum):
    """How far an answer may travel."""

    PLAIN = "plain"
    SENSITIVE = "sensitive"
    IDENTIFYING = "identifying"


class Stage(StrEnum):
    """When a question is first asked, and from when a gap counts as one."""

    NOTICE = "first notice"
    FOLLOW_UP = "28 days"
    SIX_MONTHS = "6 months"
    OUTCOME = "outcome"

    @property
    def due_after(self) -> int | None:
        """Days from the notice after which a gap is one; None where an event decides."""
        return {"first notice": 0, "28 days": 28, "6 months": 183}.get(self.value)


class State(Worded):
    """What stands beside every value. Not known is not no; a blank is never an answer."""

    label: str

    ANSWERED = "answered", "Answered"
    NO_CONFIRMED = "no_confirmed", "Checked: none"
    NOT_KNOWN = "not_known", "Not known (checked, cannot be established)"
    NOT_YET_ESTABLISHED = "not_yet_established", "Not yet established"
    NOT_ASKED = "not_asked", "Not asked"
    NOT_RECORDED = "not_recorded", "Not recorded"
    NOT_APPLICABLE = "not_applicable", "Does not apply"
    WITHHELD = "withheld", "Known, withheld"


@dataclass(frozen=True)
class Option:
    """One choice. `since` and `until` are the first and last date of death it is offered for.

    One that is not `asked` stands for what records from elsewhere leave open: it can be read from a
    file and is never offered to a person.
    """

    code: str
    label: str
    since: date | None = None
    until: date | None = None
    asked: bool = True

    def offered_on(self, day: date | None) -> bool:
        """Whether the option exists for a death on `day`; an unknown day rules nothing out."""
        if day is None or not self.asked:
            return self.asked
        return not ((self.since and day < self.since) or (self.until and day > self.until))


@dataclass(frozen=True)
class IfAnswer:
    """Asked when the characteristic `code` of the same death is answered with one of `options`."""

    code: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class IfRole:
    """Asked of people in one of `roles` only."""

    roles: tuple[Role, ...]


@dataclass(frozen=True)
class IfDied:
    """Asked for deaths from `since` to `until`, both included."""

    since: date | None = None
    until: date | None = None


Condition = IfAnswer | IfRole | IfDied


@dataclass(frozen=True)
class Characteristic:
    """One thing that may be recorded about an incident, a death, a person or a relationship.

    `question` is asked of a person; `name` is a noun phrase for messages and table titles, and
    `of_whom` the same about one person, with `{whose}` ("the victim’s") or `{who}` ("the victim")
    where the person is named; without it the person stands before the name. `definition` says
    what counts; `source` names whose convention it is. `states` are the states a person may
    choose instead of a value. `least`, `most` bound a whole number, which may be a range such
    as `35-44` or `65+` where `ranges` says so; `longest` bounds a text, in characters. A code
    never changes meaning: a new meaning is a new code.
    """

    code: str
    subject: Subject
    section: str
    kind: Kind
    question: str
    name: str
    definition: str
    source: str
    needed: Stage
    hint: str = ""
    options: tuple[Option, ...] = ()
    asked_when: tuple[Condition, ...] = ()
    sensitivity: Sensitivity = Sensitivity.PLAIN
    states: tuple[State, ...] = (State.NOT_YET_ESTABLISHED, State.NOT_KNOWN)
    least: int = 0
    most: int = 130
    ranges: bool = False
    longest: int = 200
    of_whom: str = ""

    def __hash__(self) -> int:
        """By the code alone, which two entries hardly ever share: lists of columns are looked up."""
        return hash(self.code)

    def option(self, code: str) -> Option | None:
        """The option with `code`, whenever it was offered, or None."""
        return next((option for option in self.options if option.code == code), None)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The people it is asked of; empty for a subject that is not a person."""
        if self.subject is not Subject.PERSON:
            return ()
        limits = [condition.roles for condition in self.asked_when if isinstance(condition, IfRole)]
        return limits[0] if limits else (Role.VICTIM, Role.SUSPECT)
