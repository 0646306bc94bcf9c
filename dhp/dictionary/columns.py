"""A column: one characteristic at one place of a death, named alike in forms, files and drafts.

Places are `incident`, `death`, `victim`, and `suspect1`, `suspect2`, ... A relationship stands at
the suspect whose relationship to the victim it is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dhp.dictionary.entry import Characteristic, Kind, Role, Stage, State, Subject

MOST_SUSPECTS = 20
_PERSON = re.compile(r"suspect([1-9][0-9]?)")


@dataclass(frozen=True)
class Column:
    """One characteristic at one place."""

    place: str
    characteristic: Characteristic

    @property
    def name(self) -> str:
        """Such as `victim.sex` or `suspect1.relationship`."""
        return f"{self.place}.{self.characteristic.code}"

    @property
    def ordinal(self) -> int:
        """Which suspect, counted from 1; 0 for every other place."""
        match = _PERSON.fullmatch(self.place)
        return int(match[1]) if match else 0


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
        Column(place, characteristic)
        for characteristic in characteristics
        if stage is None or characteristic.needed is stage
        for place in places_of(characteristic, suspects)
    )


def column_named(name: str, dictionary: Mapping[str, Characteristic]) -> Column | None:
    """The column that `name` stands for, or None where there is none."""
    place, _, code = name.partition(".")
    characteristic = dictionary.get(code)
    if characteristic is None or place not in places_of(characteristic, MOST_SUSPECTS):
        return None
    return Column(place, characteristic)


def suspects_in(names: Iterable[str]) -> int:
    """The highest suspect number among column names; 0 where no suspect is named."""
    found = (_PERSON.match(name) for name in names)
    return max((int(match[1]) for match in found if match), default=0)


def states_offered(characteristic: Characteristic) -> tuple[State, ...]:
    """The states a person may choose: those of the entry, and "none" for a list of choices."""
    if characteristic.kind is Kind.ANY_OF:
        return (State.NO_CONFIRMED, *characteristic.states)
    return characteristic.states
