"""Which answers of a case a question may be about: those asked of this death, by section."""

from dataclasses import dataclass

from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case
from dhp.cases.people.standing import places_of
from dhp.cases.wording import answer_words
from dhp.dictionary import SECTIONS, Column, Given, State, asked, shown


@dataclass(frozen=True)
class Choice:
    """One answer that can be asked about, with what is recorded now."""

    name: str
    label: str
    present: str


@dataclass(frozen=True)
class Group:
    """The choices of one section."""

    title: str
    choices: tuple[Choice, ...]


def choices_of(case: Case) -> list[Group]:
    """The answers of `case` by section: what is asked of such a death, and what was told anyway."""
    places = places_of([case])[case.id]
    answers = places.answers(read_answers([case]))
    found: dict[str, list[Choice]] = {}
    for column in places.columns():
        given = answers[column.name]
        if given.state is not State.NOT_RECORDED or asked(column, answers):
            found.setdefault(column.characteristic.section, []).append(
                _choice(column, given, places.suspects)
            )
    return [
        Group(title, tuple(found[section]))
        for section, title in SECTIONS.items()
        if section in found
    ]


def _choice(column: Column, given: Given, suspects: int) -> Choice:
    present = shown(column.characteristic, given)
    return Choice(column.name, answer_words(column, suspects), present)
