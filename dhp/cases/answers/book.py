"""Answers in memory: what they describe, and which of several counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dhp.cases.models import Answer, Source
from dhp.dictionary import Given, State, Subject

# Whose answer stands where sources disagree: the unit's own determination first.
WEIGHT = {Source.UNIT: 0, Source.FORCE: 1, Source.PUBLISHED_REVIEW: 2}

_NOTHING = Given(State.NOT_RECORDED)

Key = tuple[Subject, int, str]


@dataclass(frozen=True)
class Target:
    """What an answer describes: a subject, its row, and the case that carries the row."""

    case_id: int
    subject: Subject
    subject_id: int


@dataclass
class AnswerBook:
    """The answers of one or several cases as at an instant, by target and code.

    `rivals` holds every answer that had not been superseded, the standing one first.
    """

    rivals: dict[Key, list[Answer]] = field(default_factory=dict)

    def standing(self, subject: Subject, subject_id: int, code: str) -> Answer | None:
        """The answer that counts, or None where nothing is recorded."""
        found = self.rivals.get((subject, subject_id, code))
        return found[0] if found else None

    def given(self, subject: Subject, subject_id: int, code: str) -> Given:
        """The standing answer in the dictionary's terms; `not_recorded` where there is none."""
        answer = self.standing(subject, subject_id, code)
        return _NOTHING if answer is None else given_of(answer)

    def of_source(self, key: Key, source: Source) -> Answer | None:
        """What `source` says now, whether or not it is the answer that counts."""
        rivals = self.rivals.get(key, ())
        return next((answer for answer in rivals if answer.source is source), None)

    def differs(self, target: Target, code: str, given: Given, source: Source) -> bool:
        """Whether `given` would replace a different answer of the same `source`."""
        own = self.of_source((target.subject, target.subject_id, code), source)
        return own is not None and given_of(own) != given


def given_of(answer: Answer) -> Given:
    """A stored answer in the dictionary's terms."""
    return Given(answer.state, answer.value if answer.protected is None else answer.protected)


def book_of(answers: Iterable[Answer]) -> AnswerBook:
    """A book of `answers`, none of them superseded, in the order in which they were recorded."""
    book = AnswerBook()
    for answer in answers:
        key = (answer.subject, answer.subject_id, answer.code)
        book.rivals.setdefault(key, []).append(answer)
    for rivals in book.rivals.values():
        rivals.sort(key=lambda answer: WEIGHT[answer.source])
    return book
