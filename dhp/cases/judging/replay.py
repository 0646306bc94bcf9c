"""Judging all cases anew under a definition, to see what it would change."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select

from dhp.cases.history import outcome_words
from dhp.cases.judging.facts import propose
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.cases.rules import Decision
from dhp.cases.wording import NOT_JUDGED
from dhp.dictionary import Given
from dhp.extensions import db

_BATCH = 500  # cases held in memory at once

# Every case of a death once, for commands; a page starts from what its reader may see.
ALL_CASES = select(Case).where(Case.survivor_id.is_(None))


@dataclass(frozen=True)
class Rejudged:
    """One case: how it stands, what the definition says, and whether that is a change.

    A case that nobody has judged does not change, whatever is proposed.
    """

    ref: str
    before: str
    after: str
    changes: bool


@dataclass(frozen=True)
class Move:
    """The cases that would go from one outcome to another."""

    before: str
    after: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a definition would change: how many cases were judged, and every move, largest first.

    `standing` are those that would stay, by how they stand.
    """

    judged: int
    unjudged: int
    moves: tuple[Move, ...]
    standing: Mapping[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """How many cases would change."""
        return sum(len(move.refs) for move in self.moves)

    @property
    def same(self) -> int:
        """How many cases would stay as somebody judged them."""
        return self.judged - self.unjudged - self.changed

    @property
    def outcomes(self) -> list[str]:
        """Every outcome that a case has or would have, for the heads of a matrix, in words."""
        moved = {words for move in self.moves for words in (move.before, move.after)}
        return sorted(moved | self.standing.keys())

    def count(self, before: str, after: str) -> int:
        """How many cases go from one outcome to another; from one to itself, how many stay."""
        if before == after:
            return self.standing.get(before, 0)
        found = (len(one.refs) for one in self.moves if (one.before, one.after) == (before, after))
        return next(found, 0)

    @property
    def refs(self) -> list[str]:
        """The references of the cases that would change."""
        return [ref for move in self.moves for ref in move.refs]


def case_count() -> int:
    """How many cases a replay of all judges."""
    return db.session.scalar(select(func.count()).select_from(ALL_CASES.subquery())) or 0


def replay(definition: str, cases: Select[Case] = ALL_CASES) -> Iterator[Rejudged]:
    """Each of `cases` judged under `definition`, in the order they were opened. Writes nothing."""
    for batch in batches(cases):
        answers, _places = read_standing(batch)
        for case in batch:
            yield _rejudged(case, answers[case.id], definition)


def batches(cases: Select[Case]) -> Iterator[Sequence[Case]]:
    """Those of `cases` some hundred at a time, in the order they were opened.

    What is read for one batch is let go before the next, so that memory does not grow.
    """
    last = 0
    held = set(db.session)  # such as the signed-in user, who stays
    while batch := _after(cases, last):
        last = batch[-1].id
        yield batch
        for read in set(db.session) - held:
            db.session.expunge(read)


def outcome_of(found: Sequence[Rejudged]) -> Outcome:
    """What a replay found, for the command and the page alike."""
    moves: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.changes:
            moves.setdefault((one.before, one.after), []).append(one.ref)
    ordered = sorted(moves.items(), key=lambda move: (-len(move[1]), move[0]))
    stood = Counter(one.before == NOT_JUDGED for one in found)
    stays = Counter(one.before for one in found if not one.changes and one.before != NOT_JUDGED)
    listed = tuple(Move(*words, tuple(refs)) for words, refs in ordered)
    return Outcome(len(found), stood[True], listed, dict(stays))


def _after(cases: Select[Case], last: int) -> Sequence[Case]:
    return db.session.scalars(cases.where(Case.id > last).order_by(Case.id).limit(_BATCH)).all()


def _rejudged(case: Case, answers: Mapping[str, Given], definition: str) -> Rejudged:
    verdict = propose(answers, definition)
    after = outcome_words(verdict.scope, verdict.type)
    if case.scope is None:
        return Rejudged(case.ref, NOT_JUDGED, after, changes=False)
    decision = Decision(case.scope, case.type, definition)
    before = outcome_words(case.scope, case.type)
    return Rejudged(case.ref, before, after, changes=not decision.follows(verdict))
