"""Outcomes as they arrive: which answers tell of a charge, a trial, an inquest or a review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dhp.cases.answers.book import Key, given_of
from dhp.cases.models import Answer
from dhp.dictionary import State

_CHARGE, _TRIAL = "a charge", "the outcome of a trial"
_INQUEST, _REVIEW = "the conclusion of an inquest", "an answer about a review"
# What each answer tells of, and the options that tell of nothing that has happened yet.
_TELLS: Mapping[str, tuple[str, frozenset[str]]] = {
    "charge_offence": (_CHARGE, frozenset()),
    "charged_on": (_CHARGE, frozenset()),
    "court_outcome": (_TRIAL, frozenset({"pending"})),
    "court_outcome_on": (_TRIAL, frozenset()),
    "sentence": (_TRIAL, frozenset()),
    "inquest_conclusion": (_INQUEST, frozenset()),
    "inquest_on": (_INQUEST, frozenset()),
    "dhr_decision": (_REVIEW, frozenset({"pending"})),
    "dhr_published_on": (_REVIEW, frozenset()),
    "iopc_outcome": (_REVIEW, frozenset()),
}
OUTCOME_CODES = frozenset(_TELLS)


@dataclass(frozen=True)
class Arrival:
    """That something new was told of an outcome, by anyone; `what` completes "... was recorded"."""

    at: datetime
    what: str


def arrivals_in(answers: Iterable[Answer]) -> Sequence[Arrival]:
    """What arrived, in the order of `answers`, which is that of their recording.

    The same value told again, by the same source or another, is nothing new.
    """
    known: dict[Key, set[str | None]] = {}
    found = []
    for answer in answers:
        if answer.code not in _TELLS or answer.state is not State.ANSWERED:
            continue
        what, pending = _TELLS[answer.code]
        value = given_of(answer).value
        before = known.setdefault((answer.subject, answer.subject_id, answer.code), set())
        if value not in before and value not in pending:
            found.append(Arrival(answer.recorded_at, what))
        before.add(value)
    return found
