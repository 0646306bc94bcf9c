"""What in the record falls into which category of a foreign scheme, what does not, and how often."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Select

from dhp.cases.judging.replay import batches
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.definitions import Scope
from dhp.dictionary import DICTIONARY, Characteristic, Given, Option, State
from dhp.dictionary.schemes import Crossing, Scheme


@dataclass(frozen=True)
class Kept:
    """One of our options, their category for it, if any, and how many answers chose it."""

    option: Option
    category: Option | None
    answers: int


@dataclass(frozen=True)
class Crossed:
    """One crossing, counted: our options in their order, and their categories that stay empty."""

    crossing: Crossing
    characteristic: Characteristic
    kept: tuple[Kept, ...]
    empty: tuple[Option, ...]

    @property
    def placed(self) -> list[Kept]:
        """Our options that have a place there."""
        return [one for one in self.kept if one.category is not None]

    @property
    def lost(self) -> list[Kept]:
        """Our options that have none."""
        return [one for one in self.kept if one.category is None]

    @property
    def answers_lost(self) -> int:
        """How many answers have no place there."""
        return sum(one.answers for one in self.lost)


@dataclass(frozen=True)
class Counted:
    """How many cases were read, and how many answers chose each option, by code and option."""

    cases: int
    answers: Mapping[tuple[str, str], int]


def count_options(cases: Select[Case]) -> Counted:
    """Count the chosen options in those of `cases` that are classified as in scope.

    A person's answer counts once for each person, and a choice of several once for each.
    """
    found: Counter[tuple[str, str]] = Counter()
    read = 0
    for batch in batches(cases.where(Case.scope == Scope.IN)):
        read += len(batch)
        answers, _places = read_standing(batch)
        for case in batch:
            found.update(_chosen(answers[case.id]))
    return Counted(read, found)


def crossed(scheme: Scheme, counted: Counted) -> list[Crossed]:
    """Every crossing of `scheme` with what `counted` found in the record."""
    return [_crossed(crossing, counted) for crossing in scheme.crossings]


def _crossed(crossing: Crossing, counted: Counted) -> Crossed:
    entry = DICTIONARY[crossing.characteristic]
    theirs = {category.code: category for category in crossing.categories}
    kept = tuple(
        Kept(
            option,
            theirs.get(crossing.to.get(option.code, "")),
            counted.answers.get((entry.code, option.code), 0),
        )
        for option in entry.options
    )
    reached = set(crossing.to.values())
    empty = tuple(one for one in crossing.categories if one.code not in reached)
    return Crossed(crossing, entry, kept, empty)


def _chosen(answers: Mapping[str, Given]) -> Iterator[tuple[str, str]]:
    for name, given in answers.items():
        code = name.partition(".")[2]
        if given.state is State.ANSWERED and given.value and DICTIONARY[code].options:
            for option in given.value.split(";"):
                yield code, option
