"""What happened to cases that asks for a review: a trial or an inquest ended, a fact was corrected."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from dhp.cases.models import Answer, Case, Involvement
from dhp.dictionary import State, Subject
from dhp.extensions import db
from dhp.retention.rules import CORRECTED_AFTER_DAYS, Happened, Why

_TRIAL, _INQUEST = "court_outcome", "inquest_state"
_OPEN = {_TRIAL: ("pending",), _INQUEST: ("not_opened", "open", "suspended")}
_STOOD = timedelta(days=CORRECTED_AFTER_DAYS)


def happened(cases: Select[int]) -> Mapping[int, Sequence[Happened]]:
    """What asks for a review of each of `cases`, a statement of their keys, by key.

    An answer about a person or an incident is one about every case that the person or it is of.
    """
    found: dict[int, list[Happened]] = defaultdict(list)
    for key, event in (*_endings(cases), *_corrections(cases)):
        found[key].append(event)
    return found


def _endings(cases: Select[int]) -> Iterator[tuple[int, Happened]]:
    columns = (Answer.code, Answer.value, Answer.recorded_at)
    told = (Answer.code.in_(_OPEN), Answer.state == State.ANSWERED)
    for key, code, value, at in _concerning(cases, columns, and_(*told)):
        if value not in _OPEN[code]:
            yield key, Happened(at, Why.TRIAL if code == _TRIAL else Why.INQUEST)


def _corrections(cases: Select[int]) -> Iterator[tuple[int, Happened]]:
    columns = (Answer.code, Answer.value, Answer.recorded_at, Answer.superseded_at)
    replaced = (Answer.superseded_at.is_not(None), Answer.state == State.ANSWERED)
    for key, code, value, since, until in _concerning(cases, columns, and_(*replaced)):
        ended = code in _OPEN and value in _OPEN[code]  # what was open is over, not corrected
        if until - since >= _STOOD and not ended:
            yield key, Happened(until, Why.CORRECTION)


def _concerning(
    cases: Select[int],
    columns: Sequence[InstrumentedAttribute[Any]],
    told: ColumnElement[bool],
) -> Iterator[Sequence[Any]]:
    """The key of a case and `columns` of each answer about it that meets `told`."""
    own = (
        select(Answer.case_id, *columns)
        .where(told, Answer.subject.in_((Subject.DEATH, Subject.RELATIONSHIP)))
        .where(Answer.case_id.in_(cases))
    )
    people = (
        select(Involvement.case_id, *columns)
        .join(Involvement, Involvement.person_id == Answer.subject_id)
        .where(told, Answer.subject == Subject.PERSON, Involvement.ended_at.is_(None))
        .where(Involvement.case_id.in_(cases))
    )
    incidents = (
        select(Case.id, *columns)
        .join(Case, Case.incident_id == Answer.subject_id)
        .where(told, Answer.subject == Subject.INCIDENT, Case.id.in_(cases))
    )
    for statement in (own, people, incidents):
        yield from db.session.execute(statement.order_by(Answer.recorded_at, Answer.id))
