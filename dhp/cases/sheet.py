"""What the pages of one case show, worked out once, so that templates only lay it out."""

from collections.abc import Mapping
from dataclasses import dataclass

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.cases.answers import AnswerBook, given_of, history_of, standing_in
from dhp.cases.history import Event, actors, history_in_words
from dhp.cases.models import Answer, Case, Classification
from dhp.cases.people import Places, places_of
from dhp.cases.proposals import Proposal, proposals_for
from dhp.cases.queries import classifications_of, names_of, others_of_incident
from dhp.cases.rules import Decision
from dhp.cases.wording import answer_words, place_words, upper
from dhp.dictionary import (
    DICTIONARY,
    SECTIONS,
    Characteristic,
    Column,
    Given,
    Stage,
    State,
    Subject,
    asked,
    shown,
)

_OPEN = (State.NOT_RECORDED, State.NOT_YET_ESTABLISHED, State.NOT_ASKED)


@dataclass(frozen=True)
class Told:
    """One answer to a question as it is shown, and who gave it. `known` is false for a gap."""

    text: str
    sources: str
    known: bool
    long: bool


@dataclass(frozen=True)
class Line:
    """One question: what was told, the answer that counts first. `gap` when it is still open.

    `label` stands by itself, `short` under the heading of its block.
    """

    name: str
    anchor: str
    label: str
    short: str
    told: tuple[Told, ...]
    gap: bool


@dataclass(frozen=True)
class Block:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheet:
    """Everything that the pages of one case show."""

    case: Case
    places: Places
    answers: Mapping[str, Given]
    others: list[Case]
    people: list[tuple[str, str]]
    blocks: list[Block]
    gaps: list[Line]
    judgements: list[Classification]
    proposals: list[Proposal]
    events: list[Event]
    names: Mapping[str, str]

    @property
    def judgement(self) -> Classification | None:
        """The judgement that stands."""
        return self.judgements[0] if self.judgements else None

    def line_of(self, name: str) -> Line | None:
        """The line of the column `name`, where the page has one."""
        lines = (line for block in self.blocks for line in block.lines)
        return next((line for line in lines if line.name == name), None)

    def proposal_of(self, definition: str) -> Proposal:
        """What `definition`, one of those offered, proposes."""
        return next(proposal for proposal in self.proposals if proposal.name == definition)

    @property
    def differs_now(self) -> Proposal | None:
        """What the definition that was followed proposes now, where it is something else."""
        standing = self.judgement
        if standing is None:
            return None
        for proposal in self.proposals:
            decision = Decision(standing.scope, standing.type, proposal.name)
            if proposal.name == standing.definition and not decision.follows(proposal.verdict):
                return proposal
        return None


def sheet_of(case: Case, user: User) -> Sheet:
    """The sheet of `case`, which `user` was found to be allowed to read. Six statements."""
    others = others_of_incident(case, user)
    places = places_of([case])[case.id]
    told = history_of([case])
    book = standing_in(told)
    judgements = classifications_of(case)
    answers = places.answers(book)
    events = history_in_words(case, places, told, judgements)
    lines = _lines(places, book, answers)
    return Sheet(
        case=case,
        places=places,
        answers=answers,
        others=others,
        people=_people(places, answers),
        blocks=_blocks(places, lines),
        gaps=[line for _column, line in lines if line.gap],
        judgements=judgements,
        proposals=proposals_for(answers, {line.name for _column, line in lines}),
        events=events,
        names=names_of(actors(events)),
    )


def _lines(
    places: Places, book: AnswerBook, answers: Mapping[str, Given]
) -> list[tuple[Column, Line]]:
    """Every question that is asked of this death, and every one that was answered anyway."""
    due = _stages_due(places.case)
    found = []
    for column in places.columns():
        target = places.target(column)
        entry = column.characteristic
        rivals = book.rivals.get((target.subject, target.subject_id, entry.code), [])
        is_asked = asked(column, answers)
        if is_asked or rivals:
            is_due = entry.needed in due
            gap = is_asked and is_due and answers[column.name].state in _OPEN
            names = answer_words(column, places.suspects), upper(entry.name)
            anchor = column.name.replace(".", "-")
            found.append((column, Line(column.name, anchor, *names, _told(entry, rivals), gap)))
    return found


def _stages_due(case: Case) -> set[Stage]:
    """The stages whose time has come. Of a record of the past only what a notice asks is missed."""
    if case.back_record:
        return {Stage.NOTICE}
    days = (now() - case.received_at).days
    return {stage for stage in Stage if stage.due_after is not None and stage.due_after <= days}


def _told(entry: Characteristic, rivals: list[Answer]) -> tuple[Told, ...]:
    """The different answers, the one that counts first, each with all sources that give it."""
    if not rivals:
        return (Told(State.NOT_RECORDED.label, "", known=False, long=False),)
    sources: dict[Given, list[str]] = {}
    for answer in rivals:
        sources.setdefault(given_of(answer), []).append(answer.source.label)
    return tuple(
        Told(shown(entry, given), ", ".join(labels), given.known, "\n" in (given.value or ""))
        for given, labels in sources.items()
    )


def _blocks(places: Places, lines: list[tuple[Column, Line]]) -> list[Block]:
    blocks: dict[str, list[Line]] = {}
    for section, title in SECTIONS.items():
        for column, line in lines:
            if column.characteristic.section != section:
                continue
            personal = column.characteristic.subject in (Subject.PERSON, Subject.RELATIONSHIP)
            heading = place_words(column.place, places.suspects) if personal else title
            blocks.setdefault(heading, []).append(line)
    return [Block(title, tuple(found)) for title, found in blocks.items()]


def _people(places: Places, answers: Mapping[str, Given]) -> list[tuple[str, str]]:
    """Victim and suspects in a phrase each: "Male, 36. To the victim: son"."""

    def known(place: str, code: str) -> str:
        given = answers.get(f"{place}.{code}")
        is_known = given is not None and given.state is State.ANSWERED
        return shown(DICTIONARY[code], given) if given and is_known else ""

    found = []
    for place in ("victim", *(place for place in places.people if place != "victim")):
        parts = [part for part in (known(place, "sex"), known(place, "age")) if part]
        phrase = ", ".join(parts) or "Sex and age not known yet"
        if tie := known(place, "relationship"):
            phrase += f". To the victim: {tie[:1].lower()}{tie[1:]}"
        found.append((place_words(place, places.suspects), phrase))
    return found
