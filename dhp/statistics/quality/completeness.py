"""M8, completeness: of the fields that are due, how many hold a valid code, and which are missing.

A field is one question at one person or at the death. It is due once its stage was completed or the
day was over on which the stage was due, and only where the question is asked of this death at all.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dhp.cases.models import Case
from dhp.dictionary import (
    DICTIONARY,
    Characteristic,
    Column,
    Given,
    Stage,
    State,
    Subject,
    asked,
    columns_of,
)
from dhp.dictionary.entry import IfRole


class Found(StrEnum):
    """What is found in a field that is due."""

    VALID = "valid"
    NOT_KNOWN = "not known"
    NOT_YET = "not yet established"
    MISSING = "missing"


_FOUND = {
    State.ANSWERED: Found.VALID,
    State.NO_CONFIRMED: Found.VALID,
    State.NOT_APPLICABLE: Found.VALID,
    State.WITHHELD: Found.VALID,
    State.NOT_KNOWN: Found.NOT_KNOWN,
    State.NOT_YET_ESTABLISHED: Found.NOT_YET,
    State.NOT_ASKED: Found.MISSING,
    State.NOT_RECORDED: Found.MISSING,
}


@dataclass(frozen=True)
class Field:
    """A question of the dictionary at the victim, at suspects, or at the death or its incident."""

    place: str
    code: str

    @property
    def name(self) -> str:
        """Such as `victim.sex` or `suspect.sex`, whichever suspect it is."""
        return f"{self.place}.{self.code}"

    @property
    def entry(self) -> Characteristic:
        """What the dictionary says of it."""
        return DICTIONARY[self.code]

    @property
    def words(self) -> str:
        """The field as a phrase: "suspect’s ethnic group", "date of death"."""
        if self.place not in ("victim", "suspect") or self.place in self.entry.name:
            return self.entry.name
        return f"{self.place}’s {self.entry.name}"


# Shown first, whatever else is missing: inquiries asked for these of victim and suspect alike.
ALWAYS = tuple(
    Field(place, code)
    for code in ("sex", "ethnicity_19", "disability")
    for place in ("victim", "suspect")
)


@dataclass
class Tally:
    """How many fields were due, by what was found in them."""

    valid: int = 0
    not_known: int = 0
    not_yet: int = 0
    missing: int = 0

    @property
    def due(self) -> int:
        """All that were due."""
        return self.valid + self.not_known + self.not_yet + self.missing

    @property
    def share(self) -> float | None:
        """Valid codes of the fields that were due; None where none was."""
        return self.valid / self.due if self.due else None

    def of(self, found: Found) -> int:
        """The number of fields in which `found` was found."""
        return int(getattr(self, found.name.lower()))

    def count(self, found: Found) -> None:
        """Add one field."""
        match found:
            case Found.VALID:
                self.valid += 1
            case Found.NOT_KNOWN:
                self.not_known += 1
            case Found.NOT_YET:
                self.not_yet += 1
            case Found.MISSING:
                self.missing += 1

    def add(self, counts: Mapping[Found, int]) -> None:
        """Add so many fields of each kind."""
        for found, count in counts.items():
            setattr(self, found.name.lower(), self.of(found) + count)


@dataclass(frozen=True)
class CaseFile:
    """One death with its recorded answers by column name, and the stages that are due."""

    case: Case
    force_id: int | None
    suspects: int
    answers: Mapping[str, Given]
    due: frozenset[Stage]


Tallies = dict[Field, Tally]


def fields_of(file: CaseFile) -> Iterator[tuple[Field, Column, Found]]:
    """Every field of a death that is due, its column, and what is found in it."""
    judged = {_ALWAYS: True}  # many questions turn on the same answer
    for field, column, stage, turn in _columns(file.suspects):
        if stage not in file.due:
            continue
        if turn not in judged:
            judged[turn] = asked(column, file.answers)
        if judged[turn]:
            given = file.answers.get(column.name)
            yield field, column, Found.MISSING if given is None else _FOUND[given.state]


def by_force(files: Iterable[CaseFile]) -> dict[int | None, Tallies]:
    """The tally of every field, by the id of the force that owns the death. Forces without: none."""
    counts: dict[int | None, Tallies] = defaultdict(dict)
    for file in files:
        tallies = counts[file.force_id]
        for field, _column, found in fields_of(file):
            tally = tallies.get(field) or tallies.setdefault(field, Tally())
            tally.count(found)
    return dict(counts)


def together(parts: Iterable[Tallies]) -> Tallies:
    """The tallies of several forces as one."""
    whole: Tallies = {}
    for part in parts:
        for field, tally in part.items():
            whole.setdefault(field, Tally()).add({found: tally.of(found) for found in Found})
    return whole


def total(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    whole = Tally()
    for tally in tallies:
        whole.add({found: tally.of(found) for found in Found})
    return whole


def by_stage(tallies: Tallies) -> dict[Stage, Tally]:
    """The tallies of all fields by the stage that asks them first."""
    return {
        stage: total(one for field, one in tallies.items() if field.entry.needed is stage)
        for stage in Stage
    }


def most_missing(tallies: Tallies) -> list[tuple[Field, Tally]]:
    """Fields of which any is missing, the most often missing first."""
    found = [(field, tally) for field, tally in tallies.items() if tally.missing]
    return sorted(found, key=lambda one: (-one[1].missing, -one[1].due, _ORDER[one[0].code]))


def field_named(name: str) -> Field | None:
    """The field with this name, as an address gives it; None where there is none."""
    return next((field for field in every_field() if field.name == name), None)


def every_field() -> tuple[Field, ...]:
    """Every field there is, in the order of the dictionary, victim before suspect."""
    return _EVERY


# One object for each field, so that thousands of deaths are counted by looking one up.
_EVERY = tuple(
    Field("suspect" if column.ordinal else column.place, column.characteristic.code)
    for column in columns_of(DICTIONARY.values(), suspects=1)
)
_ORDER = {code: number for number, code in enumerate(DICTIONARY)}


_ALWAYS = 0  # the turn of what is asked whatever the answers are


@lru_cache(maxsize=32)
def _columns(suspects: int) -> tuple[tuple[Field, Column, Stage, int], ...]:
    """Each column with its field, its stage, and its turn: alike where the same conditions ask it."""
    turns: dict[Hashable, int] = {}
    fields = {(field.place, field.code): field for field in _EVERY}
    found = []
    for column in columns_of(DICTIONARY.values(), suspects=suspects):
        entry, place = column.characteristic, "suspect" if column.ordinal else column.place
        always = not column.ordinal and all(isinstance(one, IfRole) for one in entry.asked_when)
        conditions = (column.place, entry.subject is Subject.PERSON, entry.asked_when)
        turn = _ALWAYS if always else turns.setdefault(conditions, len(turns) + 1)
        found.append((fields[place, entry.code], column, entry.needed, turn))
    return tuple(found)
