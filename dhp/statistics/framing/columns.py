"""What a frame can hold: every characteristic and every value worked out, by name, for each unit.

A name is a code of the dictionary, or a place and a code, such as `sex` or `suspect2.sex`. A new
entry of the dictionary is a column, and its options are categories, without any change here.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from dhp.dictionary import DICTIONARY, Characteristic, Kind, Role, Sensitivity, State, Subject
from dhp.dictionary.derived import DERIVED, Derived
from dhp.errors import DomainError

STATES = tuple(state for state in State if state is not State.ANSWERED)
NOT_RECORDED = f"[{State.NOT_RECORDED.value}]"
NOT_APPLICABLE = f"[{State.NOT_APPLICABLE.value}]"
_TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)
_DATES = (Kind.DATE, Kind.PARTIAL_DATE)
_NUMBERED = re.compile(r"suspect([1-9][0-9]?)")


class Unit(StrEnum):
    """What one row of a frame is."""

    INCIDENT = "incident"
    DEATH = "death"
    PERSON = "person"
    PAIR = "pair"


# The places whose answers one row of each unit can show. `suspect` is the first one of a death;
# `person` and `tie` are the person, or the suspect's tie to the victim, that the row is about.
_PLACES = {
    Unit.INCIDENT: ("incident",),
    Unit.DEATH: ("incident", "death", "victim", "suspect"),
    Unit.PERSON: ("incident", "death", "person"),
    Unit.PAIR: ("incident", "death", "victim", "suspect", "tie"),
}


@dataclass(frozen=True)
class FrameColumn:
    """One column: its `name` as it was asked for, and the `entry` at a `place` that fills it."""

    name: str
    place: str
    entry: Characteristic | Derived

    @property
    def answered(self) -> tuple[tuple[str, str], ...]:
        """The answers it is filled from, each a place and a code; one, unless it is worked out."""
        if isinstance(self.entry, Characteristic):
            return ((self.place, self.entry.code),)
        pairs = (need.replace("*", self.place).partition(".") for need in self.entry.needs)
        return tuple((place, code) for place, _, code in pairs)

    @property
    def is_categorical(self) -> bool:
        """Whether its values are options, so that it can lay out the rows of a table."""
        return bool(self.entry.options)

    @property
    def is_dated(self) -> bool:
        """Whether it is worked out from a date, and so from the day of receipt and the country too."""
        derived = isinstance(self.entry, Derived)
        return derived and any(DICTIONARY[code].kind in _DATES for _place, code in self.answered)

    @property
    def several(self) -> bool:
        """Whether one row can have several of the options at once."""
        return self.entry.kind is Kind.ANY_OF

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The codes of all options, then every state of absence in square brackets."""
        return (*(option.code for option in self.entry.options), *_bracketed())

    @property
    def first_of_several(self) -> bool:
        """Whether it tells of the first suspect of a death and leaves out any others."""
        return self.place == "suspect"


def column(unit: Unit, name: str) -> FrameColumn:
    """The column `name` of frames of `unit`.

    Raises `DomainError` where there is none, or where it may identify somebody.
    """
    place, _, code = name.rpartition(".")
    entry = DICTIONARY.get(code) or DERIVED.get(code)
    if entry is None:
        raise DomainError(f"Nothing is recorded under “{code}”. See docs/data-dictionary.md.")
    if isinstance(entry, Characteristic) and (
        entry.sensitivity is Sensitivity.IDENTIFYING or entry.kind in _TEXTS
    ):
        raise DomainError(f"“{code}” may identify a person, so it is counted in no table.")
    found = place or _usual_place(unit, entry)
    if not _fits(unit, found, entry):
        raise DomainError(f"“{name}” is not recorded of one {unit}. Ask it of another unit.")
    return FrameColumn(name, found, entry)


def _usual_place(unit: Unit, entry: Characteristic | Derived) -> str:
    """Of whom a bare code tells: of a death's victim, or of its first suspect where only they have it."""
    match entry.subject:
        case Subject.INCIDENT | Subject.DEATH:
            return entry.subject.value
        case Subject.RELATIONSHIP:
            return "tie" if unit is Unit.PAIR else "suspect"
    if unit is Unit.PERSON:
        return "person"
    return "victim" if unit is Unit.DEATH and Role.VICTIM in _roles(entry) else "suspect"


def _fits(unit: Unit, place: str, entry: Characteristic | Derived) -> bool:
    numbered = bool(_NUMBERED.fullmatch(place)) and unit is Unit.DEATH
    kind = "suspect" if numbered else place
    if kind not in _PLACES[unit]:
        return False
    match entry.subject:
        case Subject.INCIDENT | Subject.DEATH:
            return kind == entry.subject.value
        case Subject.RELATIONSHIP:
            return kind == "tie" or (kind == "suspect" and unit is Unit.DEATH)
    if kind == "person":
        return True
    return kind in ("victim", "suspect") and Role(kind) in _roles(entry)


def _roles(entry: Characteristic | Derived) -> tuple[Role, ...]:
    """Whom a characteristic of people is asked of; what is worked out, of whom its needs are."""
    if isinstance(entry, Characteristic):
        return entry.roles
    return (Role.VICTIM, Role.SUSPECT)


def _bracketed() -> tuple[str, ...]:
    return tuple(f"[{state.value}]" for state in STATES)
