"""Judging all cases anew under a definition, to see what it would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from dhp.cases.answers import read_answers
from dhp.cases.history import outcome_words
from dhp.cases.judging import propose
from dhp.cases.models import Case
from dhp.cases.people import places_of
from dhp.cases.rules import Decision
from dhp.cases.wording import NOT_JUDGED
from dhp.dictionary import Given
from dhp.extensions import db

_BATCH = 200  # cases held in memory at once


@dataclass(frozen=True)
class Rejudged:
    """One case: how it stands, what the definition says, and whether that is a change.

    A case that nobody has judged does not change, whatever is proposed.
    """

    ref: str
    before: str
    after: str
    changes: bool


def case_count() -> int:
    """How many cases a replay judges."""
    return db.session.scalar(select(func.count()).select_from(Case)) or 0


def replay(definition: str) -> Iterator[Rejudged]:
    """Every case judged under `definition`, in the order they were opened. Writes nothing.

    For commands alone: it starts from all cases, not from what a user may see.
    """
    last = 0
    while batch := _after(last):
        last = batch[-1].id
        book, places = read_answers(batch), places_of(batch)
        for case in batch:
            yield _rejudged(case, places[case.id].answers(book), definition)
        db.session.expunge_all()


def _after(last: int) -> Sequence[Case]:
    statement = select(Case).where(Case.id > last).order_by(Case.id).limit(_BATCH)
    return db.session.scalars(statement).all()


def _rejudged(case: Case, answers: Mapping[str, Given], definition: str) -> Rejudged:
    verdict = propose(answers, definition)
    after = outcome_words(verdict.scope, verdict.type)
    if case.scope is None:
        return Rejudged(case.ref, NOT_JUDGED, after, changes=False)
    decision = Decision(case.scope, case.type, definition)
    before = outcome_words(case.scope, case.type)
    return Rejudged(case.ref, before, after, changes=not decision.follows(verdict))
