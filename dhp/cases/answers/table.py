"""The answers table: this module is its only reader and its only writer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, and_, bindparam, insert, or_, select, update
from sqlalchemy.orm.attributes import flag_modified

from dhp.calendar import PartialDate
from dhp.cases.answers.book import WEIGHT, AnswerBook, Key, Target, book_of, given_of
from dhp.cases.models import Answer, Case, Involvement, Source
from dhp.cases.vocabularies import Confidence
from dhp.column_types import AS_AT
from dhp.dictionary import DICTIONARY, Characteristic, Given, Sensitivity, Stage, State, Subject
from dhp.extensions import db
from dhp.sealing import bind_rows

# What follows is built once: every page and every act reads answers, and building takes longer.
_IDS: Any = bindparam("ids", expanding=True)
_INCIDENTS: Any = bindparam("incidents", expanding=True)
_PEOPLE = select(Involvement.person_id).where(Involvement.case_id.in_(_IDS))
# Answers that cases carry, and those on the same incident or person that another carries.
_CONCERNED = and_(
    Answer.case_id.in_(select(Case.id).where(Case.incident_id.in_(_INCIDENTS))),
    or_(
        Answer.case_id.in_(_IDS),
        Answer.subject == Subject.INCIDENT,
        and_(Answer.subject == Subject.PERSON, Answer.subject_id.in_(_PEOPLE)),
    ),
)
_HISTORY = select(Answer).where(_CONCERNED).order_by(Answer.recorded_at, Answer.id)
# As the database has them now, also where the session read them before it took a lock.
_CARRIED = (
    select(Answer)
    .where(Answer.case_id.in_(_IDS))
    .order_by(Answer.recorded_at, Answer.id)
    .execution_options(populate_existing=True)
)
_TABLE: Any = Answer.__table__
_ADD: Any = insert(_TABLE)
_AT_ONCE = 5_000  # answers written in one statement


@dataclass(frozen=True)
class Evidence:
    """How sure a source is of what it says, and since when it has known; None where not said."""

    confidence: Confidence | None = None
    known_from: date | None = None


@dataclass(frozen=True)
class Telling:
    """Who tells it, when, at which stage and why: the same for all answers given at once."""

    source: Source
    stage: Stage
    by: str
    at: datetime
    reason: str | None = None
    evidence: Evidence = Evidence()

    def says_more_than(self, answer: Answer) -> bool:
        """Whether it dates or weighs the same answer otherwise than `answer` did."""
        known_from, confidence = self.evidence.known_from, self.evidence.confidence
        return known_from not in (None, answer.known_from) or confidence not in (
            None,
            answer.confidence,
        )


def record_answers(
    case: Case,
    answers: Iterable[tuple[Target, Characteristic, Given]],
    telling: Telling,
    *,
    before: AnswerBook | None = None,
    again: Collection[Key] = (),
) -> list[str]:
    """Add answers to a flushed `case`, superseding those of the same source that differ.

    `not_recorded` adds nothing: a blank is not an answer. Given twice, the last one is meant. Gives
    back the codes that changed. Takes three statements, however many answers there are, and one less
    where the caller has read what stood `before`; an empty book says that these are the first on the
    case and on all that it shares. What is in `again` is recorded anew even where the same source
    said the same before.
    """
    told = {
        _key(target, entry): (target, entry, given)
        for target, entry, given in answers
        if given.state is not State.NOT_RECORDED
    }
    if not told:
        return []
    book = read_answers([case]) if before is None else before
    own = {key: answer for key in told if (answer := book.of_source(key, telling.source))}
    changed = {
        key: row
        for key, row in told.items()
        if key in again
        or key not in own
        or given_of(own[key]) != row[2]
        or telling.says_more_than(own[key])
    }
    if changed:
        _write(changed, [own[key] for key in changed if key in own], telling)
        _project(case, book, {key: row[2] for key, row in changed.items()}, telling.source)
    return [entry.code for _target, entry, _given in changed.values()]


def record_first(
    told: Iterable[tuple[Sequence[tuple[Target, Characteristic, Given]], Telling]],
) -> None:
    """Add the first answers on many flushed cases and on all that these share: nothing stood before.

    The caller repeats `projected` on each case.
    """
    rows = (_row(*row, telling) for answers, telling in told for row in answers)
    while some := list(islice(rows, _AT_ONCE)):
        db.session.execute(_ADD, bind_rows(_TABLE, some))


def projected(code: str, given: Given) -> dict[str, Any]:
    """What a case repeats of an answer, because the application decides on it, by column."""
    if code == DICTIONARY["date_of_death"].code:
        when = PartialDate.parse(given.value) if given.value else None
        return {"died_first": when and when.first, "died_last": when and when.last}
    return {"force_ref": given.value} if code == DICTIONARY["force_ref"].code else {}


def read_answers(
    cases: Sequence[Case], as_at: datetime | None = None, incidents: Collection[int] = ()
) -> AnswerBook:
    """What was known about `cases` at the instant `as_at`; now, when that is None.

    Answers on their incidents and on people they share are included, whichever case carries them;
    so are those on `incidents`, the keys of others that matter.
    """
    given = asked_about(cases, incidents) | ({"as_at": as_at} if as_at else {})
    return book_of(db.session.scalars(standing_rows(now=as_at is None), given))


def history_of(cases: Sequence[Case], incidents: Collection[int] = ()) -> list[Answer]:
    """Every answer ever recorded for `cases` and on `incidents`, other ones, oldest first."""
    return list(db.session.scalars(_HISTORY, asked_about(cases, incidents)))


def carried_by(cases: Sequence[Case], codes: Collection[str] | None = None) -> list[Answer]:
    """Every answer ever told through one of `cases` itself, oldest first; of `codes`, or of all.

    Answers on the same incident or person that another case carries are not in it.
    """
    statement = _CARRIED if codes is None else _CARRIED.where(Answer.code.in_(codes))
    return list(db.session.scalars(statement, {"ids": [case.id for case in cases]}))


def standing_in(history: Iterable[Answer], as_at: datetime | None = None) -> AnswerBook:
    """What `history_of` some cases left standing at an instant, or leaves standing now.

    The same as `read_answers`, without asking the database again.
    """
    if as_at is None:
        return book_of(answer for answer in history if answer.superseded_at is None)
    return book_of(
        answer
        for answer in history
        if answer.recorded_at <= as_at
        and (answer.superseded_at is None or answer.superseded_at > as_at)
    )


def asked_about(cases: Sequence[Case], more: Collection[int]) -> dict[str, Any]:
    """The cases and incidents that `_CONCERNED` is about."""
    incidents = {case.incident_id for case in cases} | set(more)
    return {"ids": [case.id for case in cases], "incidents": sorted(incidents)}


@cache
def standing_rows(*, now: bool) -> Select[Answer]:
    """The answers that stand, now or at a given instant, in the order of recording."""
    stands = Answer.superseded_at.is_(None)
    stood = and_(Answer.recorded_at <= AS_AT, or_(stands, Answer.superseded_at > AS_AT))
    return select(Answer).where(_CONCERNED, stands if now else stood).order_by(Answer.id)


def _key(target: Target, entry: Characteristic) -> Key:
    return target.subject, target.subject_id, entry.code


def _write(
    changed: Mapping[Key, tuple[Target, Characteristic, Given]],
    outdated: Sequence[Answer],
    telling: Telling,
) -> None:
    # Clocks of several machines differ a little; an answer still never ends before it began.
    at = max([telling.at, *(answer.recorded_at for answer in outdated)])
    if outdated:
        db.session.execute(
            update(Answer)
            .where(Answer.id.in_([answer.id for answer in outdated]))
            .values(superseded_at=at)
        )
    telling = replace(telling, at=at)
    # With nulls spelled out all rows have the same columns, which makes it one statement.
    alike = insert(Answer).execution_options(render_nulls=True)
    rows = [_row(*row, telling) for row in changed.values()]
    db.session.execute(alike, bind_rows(_TABLE, rows))


def _row(target: Target, entry: Characteristic, given: Given, telling: Telling) -> dict[str, Any]:
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
        "confidence": telling.evidence.confidence,
        "known_from": telling.evidence.known_from,
        "reason": telling.reason,
        "recorded_by": telling.by,
        "recorded_at": telling.at,
    }


def _project(case: Case, book: AnswerBook, changed: Mapping[Key, Given], source: Source) -> None:
    """Repeat on the case what the application decides on, and count the change in its version.

    `book` is what stood before; an answer of less weight than one that stands is not repeated.
    """
    flag_modified(case, "type")  # so that a form opened before this is known to be stale
    for key, given in changed.items():
        code, rivals = key[2], book.rivals.get(key, ())
        if any(WEIGHT[rival.source] < WEIGHT[source] for rival in rivals):
            continue
        for name, value in projected(code, given).items():
            setattr(case, name, value)
