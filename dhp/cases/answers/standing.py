"""The answers of a case as lines to show: what each source says, what is open, what is derived."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property

from dhp.calendar import london_date
from dhp.cases.answers.book import AnswerBook, given_of
from dhp.cases.models import Answer, Case
from dhp.cases.people.standing import Places
from dhp.cases.wording import answer_words, group_of, place_words, upper
from dhp.dictionary import Characteristic, Column, Given, Stage, State, Subject, asked, shown
from dhp.dictionary.derived import DERIVED, Outside, derive
from dhp.dictionary.kinds import range_of

OPEN = (State.NOT_RECORDED, State.NOT_YET_ESTABLISHED, State.NOT_ASKED)
# The section in which a derived value is shown, by what it describes.
_SECTION = {Subject.DEATH: "death", Subject.PERSON: "people", Subject.RELATIONSHIP: "relationship"}


@dataclass(frozen=True)
class Told:
    """One answer to a question as it is shown, and who gave it. `known` is false for a gap."""

    text: str
    sources: str
    known: bool
    long: bool


_NOTHING_TOLD = (Told(State.NOT_RECORDED.label, "", known=False, long=False),)


@dataclass(frozen=True)
class Line:
    """One question: what was told, the answer that counts first. `gap` when it is still open.

    `label` stands by itself, `short` under the heading of its block. `stage` is when the question
    is first asked. `derived` lines are worked out from answers and cannot be changed.
    """

    name: str
    section: str
    place: str
    label: str
    short: str
    told: tuple[Told, ...]
    gap: bool
    stage: Stage = Stage.NOTICE
    derived: bool = False

    @cached_property
    def group(self) -> str:
        """Under whom it stands: `death`, or the place of a person."""
        return group_of(self.place)

    @cached_property
    def anchor(self) -> str:
        """Where the line stands on its page."""
        return self.name.replace(".", "-")

    @cached_property
    def place_to_edit(self) -> str:
        """Where it is edited, below the address of the sections of its case."""
        return f"{self.section}/{self.group}#{self.anchor}"

    @property
    def answered(self) -> bool:
        """Whether anybody said anything, even that it cannot be known."""
        return bool(self.told and self.told[0].sources)


def lines_of(
    places: Places, book: AnswerBook, answers: Mapping[str, Given], at: datetime
) -> list[Line]:
    """Every question that is asked of this death, and every one that was answered anyway.

    At the instant `at` it is a gap only once the stage that asks it has come.
    """
    due, suspects = _stages_due(places.case, at), places.suspects
    found = []
    for column in places.columns():
        rivals = book.rivals.get(places.keys[column.name])
        is_asked = asked(column, answers)
        if is_asked or rivals:
            is_due = is_asked and column.characteristic.needed in due
            gap = is_due and answers[column.name].state in OPEN
            line = _line_of(column, suspects, gap=gap)
            found.append(
                replace(line, told=told_of(column.characteristic, rivals)) if rivals else line
            )
    return found


@cache
def _line_of(column: Column, suspects: int, *, gap: bool) -> Line:
    """The line of a question about which nothing is told; most lines of a case are such."""
    entry = column.characteristic
    label, short = answer_words(column, suspects), upper(entry.name)
    place, section = column.place, entry.section
    return Line(column.name, section, place, label, short, _NOTHING_TOLD, gap, entry.needed)


def derived_lines(places: Places, answers: Mapping[str, Given]) -> list[Line]:
    """What is worked out from the answers, where they settle it."""
    outside = Outside(received_on=london_date(places.case.received_at))
    found = []
    for entry in DERIVED.values():
        for place in _places(entry.subject, places):
            given = derive(entry.code, answers, place, outside)
            if given.state is not State.ANSWERED or not given.value:
                continue
            label = upper(entry.name)
            if place != "death":
                label = f"{place_words(place, places.suspects)}’s {entry.name}"
            options = {option.code: option.label for option in entry.options}
            words = options.get(given.value) or _days(given.value)
            told = (Told(words, "worked out", known=True, long=False),)
            name, section = f"{place}.{entry.code}", _SECTION[entry.subject]
            found.append(
                Line(name, section, place, label, upper(entry.name), told, False, derived=True)
            )
    return found


def told_of(entry: Characteristic, rivals: list[Answer]) -> tuple[Told, ...]:
    """The different answers, the one that counts first, each with all sources that give it."""
    sources: dict[Given, list[str]] = {}
    for answer in rivals:
        sure = f", {answer.confidence.label.lower()}" if answer.confidence else ""
        sources.setdefault(given_of(answer), []).append(answer.source.label + sure)
    return tuple(
        Told(shown(entry, given), _joined(labels), given.known, "\n" in (given.value or ""))
        for given, labels in sources.items()
    )


def _stages_due(case: Case, at: datetime) -> set[Stage]:
    """The stages whose time has come. Of a record of the past only what a notice asks is missed."""
    if case.back_record:
        return {Stage.NOTICE}
    days = (at - case.received_at).days
    return {stage for stage in Stage if stage.due_after is not None and stage.due_after <= days}


def _joined(labels: list[str]) -> str:
    return ("; " if any("," in label for label in labels) else ", ").join(labels)


def _places(subject: Subject, places: Places) -> list[str]:
    if subject is Subject.PERSON:
        return list(places.people)
    return list(places.relationships) if subject is Subject.RELATIONSHIP else ["death"]


def _days(value: str) -> str:
    low, high = range_of(value)
    return f"{value} day" if (low, high) == (1, 1) else f"{value} days"
