"""Reading the days of the steps of deaths from the record, as at an instant."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import defer

from dhp.calendar import PartialDate, Precision, london_date
from dhp.cases.answers.book import WEIGHT
from dhp.cases.judging.classification import Verification
from dhp.cases.models import Answer, Case, Classification
from dhp.definitions import Scope
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.notifications.rules import Status
from dhp.statistics.died import dates_of_death
from dhp.statistics.quality.clocks import Step, Way
from dhp.statistics.quality.overlaid import answers_laid_over
from dhp.statistics.quality.reach import Reach, conditions, waiting
from dhp.statistics.record import known

_KEY = "clock_steps"
_KNEW = "aware_on"
# The instant of a step for deaths by case id; given when each was received, and the instant now.
Reader = Callable[[Mapping[int, datetime], datetime], Mapping[int, datetime]]
_Row = Row[*tuple[Any, ...]]


def add_step(app: Flask, step: Step, reader: Reader) -> None:
    """Let a room above tell when deaths took `step`, of which the record itself does not know."""
    app.extensions.setdefault(_KEY, {})[step] = reader


def steps_known() -> frozenset[Step]:
    """The steps whose days are known: those of the record, and those that rooms above tell."""
    return frozenset(Step) - {Step.REPORTED} | frozenset(_readers())


def ways(reach: Reach) -> list[Way]:
    """The way of every death that counts, then of notices without a case, in order of receipt.

    As many statements for one death as for thousands.
    """
    rows = list(db.session.execute(_statement(reach)))
    received = {row.Case.id: row.Case.received_at for row in rows}
    told = {step: read(received, reach.as_at) for step, read in _readers().items()}
    laid_over = answers_laid_over([row.Case for row in rows], reach.as_at)
    found = []
    for row in rows:
        number = row.Case.id
        knew = row.knew
        if number in laid_over:
            knew = laid_over[number][f"death.{_KNEW}"].value
        more = {step: at[number] for step, at in told.items() if number in at}
        found.append(_way(row, knew, more))
    notices = db.session.scalars(waiting(reach).order_by(Notification.sent_at, Notification.id))
    return found + [_unaccepted(one, reach.as_at) for one in notices]


def _readers() -> Mapping[Step, Reader]:
    readers: Mapping[Step, Reader] = current_app.extensions.get(_KEY, {})
    return readers


def _statement(reach: Reach) -> Select[Any]:
    as_at = reach.as_at
    record, died = known(), dates_of_death()
    return (
        select(
            Case,
            record.c.force_id,
            died.c.died,
            _knew(as_at).label("knew"),
            _first(as_at, Classification.scope != Scope.CANNOT_TELL).label("classified_at"),
            _first(as_at, Classification.verification == Verification.VERIFIED).label(
                "verified_at"
            ),
        )
        .join(record, record.c.id == Case.id)
        .outerjoin(died, died.c.case_id == Case.id)
        .where(record.c.counts, *conditions(reach, record.c.force_id))
        .options(defer(Case.force_ref))
        .order_by(Case.received_at, Case.id)
        .params(as_at=as_at)
    )


def _knew(as_at: datetime) -> ScalarSelect[str | None]:
    """The day on which the force knew, by the source that counts."""
    weight = case(*((Answer.source == source, weight) for source, weight in WEIGHT.items()))
    stands = or_(Answer.superseded_at.is_(None), Answer.superseded_at > as_at)
    return (
        select(Answer.value)
        .where(Answer.case_id == Case.id, Answer.code == _KNEW)
        .where(Answer.recorded_at <= as_at, stands)
        .order_by(weight, Answer.id)
        .limit(1)
        .scalar_subquery()
    )


def _first(as_at: datetime, which: ColumnElement[bool]) -> ScalarSelect[datetime]:
    """When the case was first judged so."""
    return (
        select(func.min(Classification.decided_at))
        .where(and_(Classification.case_id == Case.id, Classification.decided_at <= as_at, which))
        .scalar_subquery()
    )


def _way(row: _Row, knew: str | None, told: Mapping[Step, datetime]) -> Way:
    one: Case = row.Case
    instants = {
        Step.RECEIVED: one.received_at,
        Step.ACCEPTED: one.opened_at,
        Step.CLASSIFIED: row.classified_at,
        Step.VERIFIED: row.verified_at,
        **told,
    }
    days = {step: london_date(at) for step, at in instants.items() if at is not None}
    vague = set()
    for step, text in ((Step.DIED, row.died), (Step.KNOWN, knew)):
        if text and (when := PartialDate.parse(text)).precision is Precision.DAY:
            days[step] = when.first
        elif text:
            vague.add(step)
    return Way(row.force_id, days, frozenset(vague), ref=one.ref)


def _unaccepted(notice: Notification, as_at: datetime) -> Way:
    """The way of a notice without a case; what it says is not read before it is accepted."""
    days: dict[Step, date] = {}
    if notice.sent_at is not None:
        days[Step.RECEIVED] = london_date(notice.sent_at)
    back = notice.status is Status.RETURNED and notice.moved_at <= as_at
    return Way(
        notice.force_id,
        days,
        returned=london_date(notice.moved_at) if back else None,
    )
