"""The answers table: this module is its only reader and its only writer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, insert, or_, select, update

from dhp.calendar import PartialDate
from dhp.cases.models import Answer, Case, Source
from dhp.dictionary import DICTIONARY, Characteristic, Given, Sensitivity, Stage, State, Subject
from dhp.extensions import db

# Whose answer stands where sources disagree: the unit's own determination first.
_WEIGHT = {Source.UNIT: 0, Source.FORCE: 1, Source.PUBLISHED_REVIEW: 2}


@dataclass(frozen=True)
class Target:
    """What an answer describes: a subject, its row, and the case that carries the row."""

    case_id: int
    subject: Subject
    subject_id: int


@dataclass(frozen=True)
class Telling:
    """Who tells it, when, at which stage and why: the same for all answers given at once."""

    source: Source
    stage: Stage
    by: str
    at: datetime
    known_from: date | None = None
    reason: str | None = None


@dataclass
class AnswerBook:
    """The answers of one or several cases as at an instant, by target and code.

    `rivals` holds every answer that had not been superseded, the standing one first.
    """

    rivals: dict[tuple[Subject, int, str], list[Answer]] = field(default_factory=dict)

    def standing(self, subject: Subject, subject_id: int, code: str) -> Answer | None:
        """The answer that counts, or None where nothing is recorded."""
        found = self.rivals.get((subject, subject_id, code))
        return found[0] if found else None

    def given(self, subject: Subject, subject_id: int, code: str) -> Given:
        """The standing answer in the dictionary's terms; `not_recorded` where there is none."""
        answer = self.standing(subject, subject_id, code)
        return Given(State.NOT_RECORDED) if answer is None else given_of(answer)


def given_of(answer: Answer) -> Given:
    """A stored answer in the dictionary's terms."""
    return Given(answer.state, answer.value if answer.protected is None else answer.protected)


def record_answers(
    case: Case, answers: Iterable[tuple[Target, Characteristic, Given]], telling: Telling
) -> list[str]:
    """Add answers to a flushed `case`, superseding those of the same source that differ.

    `not_recorded` adds nothing: a blank is not an answer. Gives back the codes that changed.
    """
    rows = [
        (target, entry, given)
        for target, entry, given in answers
        if given.state != State.NOT_RECORDED
    ]
    present = _present(case, telling.source)
    changed = [row for row in rows if present.get(_key(row[0], row[1])) != row[2]]
    for target, entry, _given in changed:
        if _key(target, entry) in present:
            _supersede(target, entry, telling)
    if changed:
        db.session.execute(insert(Answer), [_row(*row, telling) for row in changed])
    _project(case, changed)
    return [entry.code for _target, entry, _given in changed]


def read_answers(cases: Sequence[Case], as_at: datetime | None = None) -> AnswerBook:
    """What was known about `cases` at the instant `as_at`; now, when that is None."""
    statement = (
        _as_at(select(Answer), as_at)
        .where(Answer.case_id.in_([case.id for case in cases]))
        .order_by(Answer.recorded_at.desc(), Answer.id.desc())
    )
    book = AnswerBook()
    for answer in db.session.scalars(statement):
        key = (answer.subject, answer.subject_id, answer.code)
        book.rivals.setdefault(key, []).append(answer)
    for rivals in book.rivals.values():
        rivals.sort(key=lambda answer: _WEIGHT[answer.source])  # stable: latest first within one
    return book


def history_of(cases: Sequence[Case]) -> list[Answer]:
    """Every answer ever recorded for `cases`, oldest first."""
    statement = (
        select(Answer)
        .where(Answer.case_id.in_([case.id for case in cases]))
        .order_by(Answer.recorded_at, Answer.id)
    )
    return list(db.session.scalars(statement))


def _as_at(statement: Select[tuple[Answer]], instant: datetime | None) -> Select[tuple[Answer]]:
    if instant is None:
        return statement.where(Answer.superseded_at.is_(None))
    return statement.where(
        Answer.recorded_at <= instant,
        or_(Answer.superseded_at.is_(None), Answer.superseded_at > instant),
    )


def _key(target: Target, entry: Characteristic) -> tuple[Subject, int, str]:
    return target.subject, target.subject_id, entry.code


def _present(case: Case, source: Source) -> Mapping[tuple[Subject, int, str], Given]:
    statement = _as_at(select(Answer), None).where(
        Answer.case_id == case.id, Answer.source == source
    )
    return {
        (answer.subject, answer.subject_id, answer.code): given_of(answer)
        for answer in db.session.scalars(statement)
    }


def _supersede(target: Target, entry: Characteristic, telling: Telling) -> None:
    db.session.execute(
        update(Answer)
        .where(
            Answer.subject == target.subject,
            Answer.subject_id == target.subject_id,
            Answer.code == entry.code,
            Answer.source == telling.source,
            Answer.superseded_at.is_(None),
        )
        .values(superseded_at=telling.at)
    )


def _row(
    target: Target, entry: Characteristic, given: Given, telling: Telling
) -> dict[str, object]:
    identifying = entry.sensitivity is Sensitivity.IDENTIFYING
    return {
        "case_id": target.case_id,
        "subject": target.subject,
        "subject_id": target.subject_id,
        "code": entry.code,
        "state": given.state,
        "value": None if identifying else given.value,
        "protected": given.value if identifying else None,
        "source": telling.source,
        "stage": telling.stage,
        "known_from": telling.known_from,
        "reason": telling.reason,
        "recorded_by": telling.by,
        "recorded_at": telling.at,
    }


def _project(case: Case, changed: Iterable[tuple[Target, Characteristic, Given]]) -> None:
    """Repeat on the case what the application decides on."""
    for _target, entry, given in changed:
        if entry is DICTIONARY["date_of_death"]:
            when = PartialDate.parse(given.value) if given.value else None
            case.died_first, case.died_last = (when.first, when.last) if when else (None, None)
        elif entry is DICTIONARY["force_ref"]:
            case.force_ref = given.value
