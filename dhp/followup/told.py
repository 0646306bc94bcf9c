"""What a force may see of the answers of its case: its own, and those that stand beside them.

Only answers told through the case itself are here. What another case of the same incident carries,
perhaps another force's or a restricted one, is not.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256

from dhp.cases.answers.book import given_of
from dhp.cases.answers.table import standing_in
from dhp.cases.models import Answer, Case, Source
from dhp.cases.people.standing import Places
from dhp.cases.wording import answer_words, place_words
from dhp.dictionary import DICTIONARY, SECTIONS, Column, Given, Stage, State, asked, shown, write
from dhp.dictionary.entry import Subject
from dhp.followup.rules import OPEN_STATES, rank

_NOTHING = Given(State.NOT_RECORDED)
_CODES = list(DICTIONARY)


@dataclass(frozen=True)
class Line:
    """One question of a case: what its force says, what stands, and whether it is asked now."""

    column: Column
    label: str
    own: Given
    told_at: datetime | None
    standing: Given
    source: Source | None
    asked: bool

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.column.name

    @property
    def section(self) -> str:
        """The code of the section that asks it."""
        return self.column.characteristic.section

    @property
    def stage(self) -> Stage:
        """The stage that asks it first."""
        return self.column.characteristic.needed

    @property
    def is_open(self) -> bool:
        """Whether it is asked and has no answer yet, or only that there is none yet."""
        return self.asked and self.standing.state in OPEN_STATES

    @property
    def is_gap(self) -> bool:
        """Whether it is asked and nobody said anything at all."""
        return self.is_open and self.standing.state is not State.NOT_YET_ESTABLISHED

    @property
    def is_settled(self) -> bool:
        """Whether the force gave an answer that a new one would correct."""
        return self.own.state not in OPEN_STATES

    @property
    def shown(self) -> str:
        """The force's own answer in words; empty where it gave none."""
        silent = self.own.state is State.NOT_RECORDED
        return "" if silent else shown(self.column.characteristic, self.own)

    @property
    def is_silent(self) -> bool:
        """Whether nobody said anything."""
        return not self.shown and not self.determined

    @property
    def determined(self) -> str:
        """What stands in words, where that is another answer than the force's own."""
        if self.standing == self.own or self.source in (None, Source.FORCE):
            return ""
        return shown(self.column.characteristic, self.standing)


@dataclass(frozen=True)
class Told:
    """The answers of one case as its force sees them; the lines in the order of asking."""

    case: Case
    places: Places
    lines: tuple[Line, ...]

    @property
    def answers(self) -> dict[str, Given]:
        """What stands by column name."""
        return {line.name: line.standing for line in self.lines}

    @property
    def shown(self) -> list[Line]:
        """The lines that a page of the case shows: what is asked, and what was answered anyway."""
        return [line for line in self.lines if line.asked or line.shown or line.determined]

    @property
    def died(self) -> date | None:
        """The day of death, where the whole day is known."""
        case = self.case
        return case.died_first if case.died_first == case.died_last else None

    def line(self, name: str) -> Line | None:
        """The line of the column `name`, or None where the case has no such column."""
        return next((line for line in self.lines if line.name == name), None)

    def named(self, names: Iterable[str]) -> list[Line]:
        """The lines of columns, in the order of asking. What is no column of the case is left."""
        wanted = set(names)
        return [line for line in self.lines if line.name in wanted]

    def open_at(self, stage: Stage) -> list[Line]:
        """The questions that `stage` or an earlier one asks and that have no answer yet."""
        return [line for line in self.lines if line.is_open and rank(line.stage) <= rank(stage)]

    def fingerprint(self, names: Iterable[str]) -> str:
        """A short text that differs when the force's own answer in one of these columns does."""
        texts = {line.name: write(line.own) for line in self.named(names)}
        return sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:24]


def told_in(places: Places, history: Sequence[Answer]) -> Told:
    """The answers that `history`, oldest first and carried by the case itself, leaves."""
    columns = places.columns()
    own, standing = _own_and_standing(places, columns, history)
    known = {name: _given(answer) for name, answer in standing.items()}
    lines = [
        _line(column, places, own.get(column.name), standing.get(column.name), known)
        for column in columns
    ]
    return Told(places.case, places, tuple(sorted(lines, key=lambda line: _order(line.column))))


def standing_at(
    places: Places, columns: Sequence[Column], history: Sequence[Answer]
) -> dict[str, Given]:
    """What stands in some `columns` of a case, by column name; columns without answers are left."""
    _own, standing = _own_and_standing(places, columns, history)
    return {name: given_of(answer) for name, answer in standing.items()}


def headings(lines: Sequence[Line], suspects: int) -> list[tuple[str, list[Line]]]:
    """Lines under the person they are about; the others under no heading, first."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        personal = line.column.characteristic.subject in (Subject.PERSON, Subject.RELATIONSHIP)
        title = place_words(line.column.place, suspects) if personal else ""
        groups.setdefault(title, []).append(line)
    return list(groups.items())


def _own_and_standing(
    places: Places, columns: Sequence[Column], history: Sequence[Answer]
) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """The force's latest answer and the one that stands, by column name.

    Another case of the incident may have replaced the force's own answer on what both share; for
    this force its own still stands.
    """
    latest = {
        (answer.subject, answer.subject_id, answer.code): answer
        for answer in history
        if answer.source is Source.FORCE
    }
    book, own, standing = standing_in(history), {}, {}
    for column in columns:
        key = places.key(column)
        if key in latest:
            own[column.name] = latest[key]
        if answer := book.standing(*key) or latest.get(key):
            standing[column.name] = answer
    return own, standing


def _given(answer: Answer | None) -> Given:
    return given_of(answer) if answer else _NOTHING


def _line(
    column: Column,
    places: Places,
    own: Answer | None,
    standing: Answer | None,
    known: Mapping[str, Given],
) -> Line:
    return Line(
        column,
        answer_words(column, places.suspects),
        _given(own),
        own.recorded_at if own else None,
        _given(standing),
        standing.source if standing else None,
        asked(column, known),
    )


@cache
def _order(column: Column) -> tuple[int, int, int]:
    """Section by section; in each the death first, then the victim, then each suspect in turn."""
    person = column.ordinal + 1 if column.ordinal else int(column.place == "victim")
    entry = column.characteristic
    return list(SECTIONS).index(entry.section), person, _CODES.index(entry.code)
