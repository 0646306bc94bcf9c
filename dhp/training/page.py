"""The invented case as its pages show it: what is known, what may be asked, and the coding desk."""

from collections.abc import Iterator

from dhp.cases.judging.proposals import Proposal, proposals_for
from dhp.cases.wording import answer_words
from dhp.coding.codebook import book
from dhp.coding.marks.desk import Desk, laid_over, lines_of
from dhp.coding.settling.hard_cases import notes_on
from dhp.definitions import DeathType
from dhp.dictionary import DICTIONARY, SECTIONS, Column, column_named, shown
from dhp.questions.choices import Choice, Group
from dhp.training.invented import NARRATIVE, NOTICE, Reply, reply_about
from dhp.training.kept import Asked, answers_in, asked_in, marks_in
from dhp.training.models import CaseRehearsal

_SUSPECTS = 1


def groups_of(rehearsal: CaseRehearsal) -> list[Group]:
    """What is known of the case, section by section, as a question may be about it."""
    found: dict[str, list[Choice]] = {}
    for column, present in _lines(rehearsal):
        choice = Choice(column.name, answer_words(column, _SUSPECTS), present)
        found.setdefault(column.characteristic.section, []).append(choice)
    return [Group(title, tuple(found[one])) for one, title in SECTIONS.items() if one in found]


def proposals_on(rehearsal: CaseRehearsal) -> list[Proposal]:
    """What the project’s definitions propose on what is known by now."""
    answers = answers_in(rehearsal)
    return proposals_for(answers, answers)


def replies_on(rehearsal: CaseRehearsal) -> list[tuple[str, Asked, Reply]]:
    """The questions so far: what each is about in words, as it was asked, and what came back."""
    return [(_about(one.about), one, reply_about(one.about)) for one in asked_in(rehearsal)]


def desk_of(rehearsal: CaseRehearsal) -> Desk:
    """The coding desk with the invented text: the codebook in force, and every code of it."""
    marks, present = marks_in(rehearsal), book()
    return Desk(
        rehearsal,
        DeathType.UNCLASSIFIED.value,
        laid_over([NARRATIVE], marks),
        lines_of(marks, present),
        present,
        notes_on([code.id for code in present.codes]),
    )


def _lines(rehearsal: CaseRehearsal) -> Iterator[tuple[Column, str]]:
    for name, given in answers_in(rehearsal).items():
        if column := column_named(name, DICTIONARY):
            yield column, shown(column.characteristic, given)


def _about(name: str) -> str:
    column = column_named(name, DICTIONARY) if name in NOTICE else None
    return answer_words(column, _SUSPECTS) if column else "The case as a whole"
