"""A column: one characteristic at one place of a death, named alike in forms, files and drafts.

Places are `incident`, `death`, `victim`, and `suspect1`, `suspect2`, ... A relationship stands at
the suspect whose relationship to the victim it is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from dhp.dictionary.entry import Characteristic, Kind, Role, Stage, State, Subject

MOST_SUSPECTS = 20
_PERSON = re.compile(r"suspect([1-9][0-9]?)")


@dataclass(frozen=True)
class Column:
    """One characteristic at one place."""

    place: str
    characteristic: Characteristic

    def __hash__(self) -> int:
        """By its name, which is made once: pages look up hundreds of columns."""
        return hash(self.name)

    @cached_property
    def name(self) -> str:
        """Such as `victim.sex` or `suspect1.relationship`."""
        return f"{self.place}.{self.characteristic.code}"

    @property
    def who(self) -> str:
        """The person as a sentence names them: `victim`, `suspect 2`; empty for a death."""
        if self.ordinal:
            return f"suspect {self.ordinal}"
        return "victim" if self.place == "victim" else ""

    def phrase(self, who: str = "") -> str:
        """What an answer here is about, such as `victim’s age` or `programme offered to suspect 2`.

        `who` names the person otherwise than `self.who`, such as `suspect` where there is only one.
        A phrase takes the article "the" unless it `is_named` by a number.
        """
        entry, who = self.characteristic, who or self.who
        if not who:
            return entry.name
        named = who if _numbered(who) else f"the {who}"
        pattern = entry.of_whom or f"{{whose}} {entry.name}"
        return pattern.format(who=named, whose=f"{named}’s").removeprefix("the ")

    def phrased(self, *, alone: bool) -> str:
        """The phrase, in which a suspect beside whom there is no other has no number."""
        return self.phrase("suspect" if alone and self.ordinal else "")

    @property
    def is_named(self) -> bool:
        """Whether the phrase begins with a numbered person, as in `suspect 2’s age`."""
        return bool(self.ordinal) and self.phrase().startswith(self.who)

    @cached_property
    def ordinal(self) -> int:
        """Which suspect, counted from 1; 0 for every other place."""
        match = _PERSON.fullmatch(self.place)
        return int(match[1]) if match else 0


def _numbered(who: str) -> bool:
    return any(letter.isdigit() for letter in who)


@cache
def places_of(characteristic: Characteristic, suspects: int = 1) -> tuple[str, ...]:
    """Every place at which a characteristic may stand when there are `suspects` suspects."""
    named = tuple(f"suspect{n}" for n in range(1, suspects + 1))
    match characteristic.subject:
        case Subject.INCIDENT | Subject.DEATH:
            return (characteristic.subject.value,)
        case Subject.RELATIONSHIP:
            return named
        case _:
            victim = ("victim",) if Role.VICTIM in characteristic.roles else ()
            return victim + (named if Role.SUSPECT in characteristic.roles else ())


def columns_of(
    characteristics: Iterable[Characteristic], *, stage: Stage | None = None, suspects: int = 1
) -> tuple[Column, ...]:
    """The columns of `characteristics` in dictionary order, for one `stage` or for all."""
    return tuple(
        column
        for characteristic in characteristics
        if stage is None or characteristic.needed is stage
        for column in _columns_for(characteristic, suspects)
    )


@cache
def _columns_for(characteristic: Characteristic, suspects: int) -> tuple[Column, ...]:
    """The columns of one entry; the same objects every time, for pages read hundreds of them."""
    return tuple(Column(place, characteristic) for place in places_of(characteristic, suspects))


def column_named(name: str, dictionary: Mapping[str, Characteristic]) -> Column | None:
    """The column that `name` stands for, or None where there is none."""
    place, _, code = name.partition(".")
    characteristic = dictionary.get(code)
    if characteristic is None or place not in places_of(characteristic, MOST_SUSPECTS):
        return None
    return Column(place, characteristic)


def suspects_in(names: Iterable[str]) -> int:
    """The highest suspect number among column names; 0 where no suspect is named."""
    # Hundreds of names are looked at for each page, and most begin otherwise.
    found = (_PERSON.match(name) for name in names if name.startswith("suspect"))
    return max((int(match[1]) for match in found if match), default=0)


def states_offered(characteristic: Characteristic) -> tuple[State, ...]:
    """The states a person may choose: those of the entry, and "none" for a list of choices."""
    if characteristic.kind is Kind.ANY_OF:
        return (State.NO_CONFIRMED, *characteristic.states)
    return characteristic.states
