"""The draft as the dictionary sees it: what is asked, what is given, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dhp.calendar import PartialDate
from dhp.dictionary import (
    DICTIONARY,
    NOTICE_SECTIONS,
    Characteristic,
    Column,
    Given,
    Kind,
    Role,
    Sensitivity,
    Stage,
    State,
    Unreadable,
    asked,
    columns_of,
    read,
    shown,
    states_offered,
    suspects_in,
    write,
)
from dhp.dictionary.asking import DATE_OF_DEATH
from dhp.dictionary.checks import Finding, Severity, findings


@dataclass(frozen=True)
class Line:
    """One question as it stands; `given` is None where a text cannot be read, as `problem` says.

    `alone` where no second suspect is told of, so that the first needs no number.
    """

    column: Column
    text: str
    given: Given | None
    problem: str | None
    asked: bool
    alone: bool

    @property
    def label(self) -> str:
        """What the answer is about, such as "Victim’s age" or "Suspect 2’s sex"."""
        name = self.column.phrased(alone=self.alone)
        return name[:1].upper() + name[1:]

    @property
    def shown(self) -> str:
        """The answer in words, or the text as typed where it cannot be read; may be empty."""
        if self.given is None:
            return self.text
        if self.given.state is State.NOT_RECORDED:
            return ""
        return shown(self.column.characteristic, self.given)

    @property
    def private(self) -> bool:
        """Whether the words may hold a name, so that paper does not carry them."""
        entry = self.column.characteristic
        return entry.kind is Kind.LONG_TEXT and entry.sensitivity is Sensitivity.IDENTIFYING


@dataclass(frozen=True)
class Section:
    """The questions of one page, in the order in which they are asked."""

    code: str
    title: str
    lines: tuple[Line, ...]

    @property
    def answered(self) -> int:
        """How many of the questions that are asked have an answer of any kind."""
        return sum(1 for line in self.lines if line.asked and line.text)

    @property
    def status(self) -> str:
        """How far the page is, for the list of pages."""
        if any(line.problem and line.asked for line in self.lines):
            return "Needs correcting"
        total = sum(1 for line in self.lines if line.asked)
        if self.answered == total:
            return "Completed"
        return f"{self.answered} of {total} answered" if self.answered else "Not started"


@dataclass(frozen=True)
class Draft:
    """A draft laid out: its lines in the order of the pages, and what was found across answers."""

    lines: tuple[Line, ...]
    found: tuple[Finding, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The pages of the draft."""
        return tuple(
            Section(code, title, tuple(line for line in self.lines if _section(line) == code))
            for code, title in NOTICE_SECTIONS.items()
        )

    def section(self, code: str) -> Section:
        """The page with this code."""
        return next(section for section in self.sections if section.code == code)

    @property
    def gaps(self) -> tuple[Line, ...]:
        """Questions that are asked and not answered at all."""
        return self._asked_with(State.NOT_RECORDED)

    @property
    def open(self) -> tuple[Line, ...]:
        """Questions answered with "Not yet established": no gap, and not finished either."""
        return self._asked_with(State.NOT_YET_ESTABLISHED)

    @property
    def problems(self) -> tuple[tuple[Line, str], ...]:
        """What must be mended before sending, each at the question where to mend it."""
        unread = [(line, line.problem) for line in self.lines if line.asked and line.problem]
        return (*unread, *self._found(Severity.MUST))

    @property
    def warnings(self) -> tuple[tuple[Line, str], ...]:
        """What is worth a second look and hinders nothing."""
        return self._found(Severity.LOOK)

    @property
    def given(self) -> dict[str, Given]:
        """What would be sent, by column name: every sound answer to a question that is asked."""
        return {
            line.column.name: line.given
            for line in self.lines
            if line.asked and line.given and line.given.state is not State.NOT_RECORDED
        }

    @property
    def sendable(self) -> dict[str, str]:
        """What would be sent, as canonical texts."""
        return {name: write(given) for name, given in self.given.items()}

    @property
    def died(self) -> date | None:
        """The day of death, where the whole day is known."""
        given = self.given.get(DATE_OF_DEATH)
        when = PartialDate.parse(given.value) if given and given.value else None
        return when.first if when and when.day else None

    def _asked_with(self, state: State) -> tuple[Line, ...]:
        return tuple(
            line for line in self.lines if line.asked and line.given and line.given.state is state
        )

    def _found(self, severity: Severity) -> tuple[tuple[Line, str], ...]:
        at = {line.column.name: line for line in self.lines}
        return tuple((at[f.columns[0]], f.message) for f in self.found if f.severity is severity)


def draft_of(answers: Mapping[str, str], suspects: int, *, today: date) -> Draft:
    """The draft that `answers` (texts by column name) make, with `suspects` suspects asked about.

    A further suspect about whom nothing at all is said is no gap: somebody may have added one too
    many. `today` is the day in London, up to which dates are plausible.
    """
    columns = columns_of(DICTIONARY.values(), stage=Stage.NOTICE, suspects=suspects)
    texts = {column.name: answers.get(column.name, "") for column in columns}
    alone = suspects == 1
    reading = {
        column.name: _read(_phrased(column, alone=alone), texts[column.name], today)
        for column in columns
    }
    known = {
        name: given
        for name, (given, _problem) in reading.items()
        if given is not None and given.state is not State.NOT_RECORDED
    }
    described = max(1, suspects_in(name for name, text in texts.items() if text))
    lines = tuple(
        Line(
            column,
            texts[column.name],
            *reading[column.name],
            asked=column.ordinal <= described and asked(column, known),
            alone=alone,
        )
        for column in sorted(columns, key=_order)
    )
    return Draft(lines, findings(known))


def differences(saved: Draft, typed: Draft) -> list[tuple[Line, Line]]:
    """The questions that two drafts of one notification answer differently, saved beside typed."""
    mine = {line.column.name: line for line in typed.lines}
    return [
        (line, mine[line.column.name])
        for line in saved.lines
        if line.text != mine[line.column.name].text
    ]


def _read(entry: Characteristic, text: str, today: date) -> tuple[Given | None, str | None]:
    try:
        given = read(entry, text, today=today)
    except Unreadable as error:
        return None, str(error)
    if given.state in (State.ANSWERED, State.NOT_RECORDED, *states_offered(entry)):
        return given, None
    name = f"{entry.name[:1].upper()}{entry.name[1:]}"
    return None, f"{name}: “{given.state.label}” is not offered. Choose another answer."


@cache
def _phrased(column: Column, *, alone: bool) -> Characteristic:
    """What `column` asks under its whole name, so that messages say it too."""
    return replace(column.characteristic, name=column.phrased(alone=alone))


def _order(column: Column) -> tuple[int, int]:
    """Page by page; on the page of the people the victim first, then each suspect in turn."""
    person = column.ordinal + 1 if column.place != Role.VICTIM else 0
    return list(NOTICE_SECTIONS).index(column.characteristic.section), person


def _section(line: Line) -> str:
    return line.column.characteristic.section
