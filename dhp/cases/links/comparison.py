"""Two cases side by side: what they share, and where they differ, question by question."""

from collections.abc import Mapping
from dataclasses import dataclass

from dhp.cases.links.likeness import Likeness, likeness
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.cases.people.standing import Places
from dhp.cases.wording import answer_words
from dhp.dictionary import DICTIONARY, Column, Given, Sensitivity, State, columns_of, shown


@dataclass(frozen=True)
class Pair:
    """One question and what each case says. `take` is the one proposed, `here` or `there`.

    `choosable` is false where one of the two does not have such a suspect, or its text is erased.
    """

    name: str
    label: str
    here: str
    there: str
    take: str
    choosable: bool

    @property
    def field(self) -> str:
        """The name of the question in a form."""
        return f"take-{self.name.replace('.', '-')}"


@dataclass(frozen=True)
class Comparison:
    """Two cases side by side."""

    case: Case
    other: Case
    likeness: Likeness
    shared: tuple[Pair, ...]
    differing: tuple[Pair, ...]

    @property
    def to_choose(self) -> list[Pair]:
        """The differing questions for which either answer can be taken."""
        return [pair for pair in self.differing if pair.choosable]

    @property
    def earlier(self) -> Case:
        """The case that was received first."""
        return min(self.case, self.other, key=lambda case: (case.received_at, case.id))


def compare(case: Case, other: Case) -> Comparison:
    """Put two cases side by side. Three statements."""
    answers, places = read_standing([case, other])
    here, there = answers[case.id], answers[other.id]
    pairs = [
        _pair(column, here, there, (places[case.id], places[other.id]))
        for column in _columns(places[case.id], places[other.id])
        if _tells(here.get(column.name)) or _tells(there.get(column.name))
    ]
    same_force = case.force_id is not None and case.force_id == other.force_id
    return Comparison(
        case,
        other,
        likeness(here, there, same_force=same_force),
        tuple(pair for pair, same in pairs if same),
        tuple(pair for pair, same in pairs if not same),
    )


def _columns(one: Places, other: Places) -> tuple[Column, ...]:
    return columns_of(DICTIONARY.values(), suspects=max(one.suspects, other.suspects))


def _pair(
    column: Column,
    here: Mapping[str, Given],
    there: Mapping[str, Given],
    places: tuple[Places, Places],
) -> tuple[Pair, bool]:
    one, other = here.get(column.name), there.get(column.name)
    take_there = _weight(other) > _weight(one)
    pair = Pair(
        column.name,
        answer_words(column, max(each.suspects for each in places)),
        _words(column, one),
        _words(column, other),
        "there" if take_there else "here",
        one is not None and other is not None and not _erased(column, places),
    )
    return pair, one == other


def _erased(column: Column, places: tuple[Places, Places]) -> bool:
    """Whether one of the two told this in a text that nobody can read any more."""
    told_in_words = column.characteristic.sensitivity is Sensitivity.IDENTIFYING
    return told_in_words and any(each.case.erased_at is not None for each in places)


def _words(column: Column, given: Given | None) -> str:
    if given is None:
        return "Has no such suspect"
    return shown(column.characteristic, given)


def _tells(given: Given | None) -> bool:
    return given is not None and given.state is not State.NOT_RECORDED


def _weight(given: Given | None) -> int:
    """How much an answer tells: a value more than a state, a state more than nothing."""
    if not _tells(given):
        return 0
    return 2 if given and given.known else 1
