"""What the pages of one case show, worked out once, so that templates only lay it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from dhp.accounts.models import User
from dhp.calendar import PartialDate, now
from dhp.cases.answers.book import AnswerBook
from dhp.cases.answers.standing import Line, derived_lines, lines_of
from dhp.cases.answers.table import history_of, standing_in
from dhp.cases.events import Event
from dhp.cases.history import actors, history_in_words
from dhp.cases.incident_then import incidents_at
from dhp.cases.judging.proposals import Proposal, proposals_for
from dhp.cases.links.history import events_of
from dhp.cases.links.queries import linked_and_decided
from dhp.cases.models import Answer, Case, Classification
from dhp.cases.overlay import Linked, chosen
from dhp.cases.people.history import labels_of, people_events
from dhp.cases.people.reading import Cast, PeopleRows, cast_of, people_rows
from dhp.cases.people.standing import Places, places_of
from dhp.cases.queries import classifications_of, names_of, others_of_incident
from dhp.cases.rules import Decision
from dhp.cases.wording import died_between, place_words
from dhp.dictionary import SECTIONS, Given, Stage


@dataclass(frozen=True)
class Block:
    """Lines about the death (no `title`) or one person, those with an answer apart from the rest."""

    title: str
    group: str
    lines: tuple[Line, ...]

    @cached_property
    def answered(self) -> tuple[Line, ...]:
        """What was told, gaps that somebody named included."""
        return tuple(line for line in self.lines if line.answered or line.derived)

    @cached_property
    def unanswered(self) -> tuple[Line, ...]:
        """Questions that nobody has said anything about."""
        return tuple(line for line in self.lines if not (line.answered or line.derived))


@dataclass(frozen=True)
class Section:
    """A section of the record: its blocks, one for each person where it is about people."""

    code: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def answered(self) -> bool:
        """Whether anything in it has an answer."""
        return any(block.answered for block in self.blocks)


@dataclass(frozen=True)
class Sheet:
    """Everything that the pages of one case show, now or as at an instant (UTC)."""

    case: Case
    as_at: datetime | None
    places: Places
    answers: Mapping[str, Given]
    book: AnswerBook
    told: Sequence[Answer]
    rows: PeopleRows
    others: list[Case]
    cast: Cast
    lines: Sequence[Line]
    judgements: list[Classification]
    proposals: list[Proposal]
    events: list[Event]
    names: Mapping[str, str]

    @property
    def opened(self) -> bool:
        """Whether the case was open at the instant that is shown."""
        return self.as_at is None or self.case.opened_at <= self.as_at

    @property
    def died(self) -> str:
        """When the person died, as it was known."""
        return died_between(self.answers["death.date_of_death"])

    @property
    def died_between(self) -> tuple[date, date] | None:
        """The first and last day on which the person can have died, as it was known."""
        text = self.answers["death.date_of_death"].value
        when = PartialDate.parse(text) if text else None
        return (when.first, when.last) if when else None

    @cached_property
    def gaps(self) -> list[Line]:
        """Questions that are asked and still open."""
        return [line for line in self.lines if line.gap]

    @cached_property
    def missing(self) -> list[tuple[Stage, list[Line]]]:
        """What is still open by the stage at which it is first asked, the earliest first."""
        by_stage = [(stage, [line for line in self.gaps if line.stage is stage]) for stage in Stage]
        return [(stage, lines) for stage, lines in by_stage if lines]

    @cached_property
    def sections(self) -> list[Section]:
        """The lines by section and, within it, by person."""
        found = []
        for code, title in SECTIONS.items():
            lines = [line for line in self.lines if line.section == code]
            if lines:
                found.append(Section(code, title, _blocks(lines, self.places.suspects)))
        return found

    @property
    def judgement(self) -> Classification | None:
        """The judgement that stands, or stood."""
        return self.judgements[0] if self.judgements else None

    def line_of(self, name: str) -> Line | None:
        """The line of the column `name`, where the page has one."""
        return next((line for line in self.lines if line.name == name), None)

    def proposal_of(self, definition: str) -> Proposal:
        """What `definition`, one of those offered, proposes."""
        return next(proposal for proposal in self.proposals if proposal.name == definition)

    @cached_property
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


def sheet_of(case: Case, user: User, as_at: datetime | None = None) -> Sheet:
    """The sheet of `case`, which `user` was found to be allowed to read, now or as at an instant.

    Six statements; one more where other cases were merged into this one.
    """
    others = _others(case, user, as_at)
    found, decisions = linked_and_decided(case, user, as_at)
    rows = people_rows(case, others)
    incident = incidents_at([case], as_at)[case.id]
    places = replace(rows.places(as_at), incident_then=incident)
    everyone = {**(places_of(found.merged, as_at) if found.merged else {}), case.id: places}
    told = [a for a in _history(found, incident) if as_at is None or a.recorded_at <= as_at]
    book = chosen(found.links, standing_in(told, as_at), everyone)
    judged = classifications_of(case)
    judgements = [j for j in judged if as_at is None or j.decided_at <= as_at]
    answers = places.answers(book)
    lines = [*lines_of(places, book, answers, as_at or now()), *derived_lines(places, answers)]
    events = history_in_words(case, labels_of(places, rows), told, judgements)
    events = _until(as_at, [*events, *people_events(rows), *events_of(decisions)])
    return Sheet(
        case=case,
        as_at=as_at,
        places=places,
        answers=answers,
        book=book,
        told=told,
        rows=rows,
        others=others,
        cast=cast_of(rows, book, as_at),
        lines=lines,
        judgements=judgements,
        proposals=proposals_for(answers, {line.name for line in lines}),
        events=events,
        names=names_of(actors(events)),
    )


def _others(case: Case, user: User, as_at: datetime | None) -> list[Case]:
    """The other deaths of the incident that belonged to it at the instant, too."""
    others = [o for o in others_of_incident(case, user) if as_at is None or o.opened_at <= as_at]
    then = incidents_at([case, *others], as_at)
    return [other for other in others if then[other.id] == then[case.id]]


def _history(found: Linked, incident: int) -> list[Answer]:
    return history_of(found.everyone, {incident, *found.incidents})


def _until(as_at: datetime | None, events: Sequence[Event]) -> list[Event]:
    """The events that had happened by then, latest first."""
    seen = [event for event in events if as_at is None or event.at <= as_at]
    return sorted(seen, key=lambda event: event.at, reverse=True)


def _blocks(lines: Sequence[Line], suspects: int) -> tuple[Block, ...]:
    blocks: dict[str, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.group, []).append(line)
    return tuple(
        Block("" if group == "death" else place_words(group, suspects), group, tuple(found))
        for group, found in blocks.items()
    )
