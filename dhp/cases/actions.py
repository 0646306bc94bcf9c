"""Changing the record: opening a case from what arrived, and classifying it."""

from collections.abc import Sequence

from sqlalchemy import update

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.answers import Telling, record_answers
from dhp.cases.judging import proposal_text
from dhp.cases.models import Case, CaseReader, Classification, Incident
from dhp.cases.people import add_people
from dhp.cases.rules import Decision, check_decision
from dhp.cases.submission import Submission
from dhp.definitions import Verdict
from dhp.dictionary import DICTIONARY, column_named
from dhp.extensions import db


def open_case(
    submission: Submission,
    *,
    by: trail.Actor,
    incident: Incident | None = None,
    readers: Sequence[User] = (),
) -> Case:
    """Open a case for the death that `submission` tells of, in `incident` or in a new one.

    `readers` are the people named for it when it is restricted.
    """
    at = now()
    case = Case(
        incident=incident or Incident(created_at=at),
        force=submission.force,
        region=submission.region,
        received_at=submission.received_at,
        opened_at=at,
        back_record=submission.back_record,
        restricted=submission.restricted,
    )
    db.session.add(case)
    db.session.flush()
    places = add_people(case, submission.suspects)
    columns = [
        (column, given)
        for name, given in submission.answers.items()
        if (column := column_named(name, DICTIONARY)) and column.ordinal <= places.suspects
    ]
    telling = Telling(submission.source, submission.stage, by.ref, at)
    codes = record_answers(
        case,
        [(places.target(column), column.characteristic, given) for column, given in columns],
        telling,
    )
    if submission.restricted:
        db.session.add_all(CaseReader(case_id=case.id, user_id=reader.id) for reader in readers)
    force = submission.force.code if submission.force else None
    trail.record(Act.CASE_OPENED, by=by, about=case.ref, force=force, fields=codes)
    if incident is not None:
        trail.record(Act.INCIDENT_JOINED, by=by, about=(case.ref, incident.ref), force=force)
    return case


def classify(
    case: Case, decision: Decision, proposal: Verdict, *, by: trail.Actor
) -> Classification:
    """Record a judgement of scope and type beside the `proposal` that the person saw.

    Raises `DomainError` where a reason is asked for and missing, or scope and type do not agree.
    """
    check_decision(decision, proposal)
    at = now()
    db.session.execute(
        update(Classification)
        .where(Classification.case_id == case.id, Classification.superseded_at.is_(None))
        .values(superseded_at=at)
    )
    judgement = Classification(
        case_id=case.id,
        scope=decision.scope,
        type=decision.type,
        definition=decision.definition,
        proposal=proposal_text(proposal),
        reason=decision.reason or None,
        decided_by=by.ref,
        decided_at=at,
    )
    db.session.add(judgement)
    case.scope, case.type = decision.scope, decision.type
    trail.record(
        Act.CASE_CLASSIFIED,
        by=by,
        about=case.ref,
        force=case.force.code if case.force else None,
        scope=decision.scope.value,
        type=decision.type.value,
        definition=decision.definition,
        followed_proposal=decision.follows(proposal),
    )
    return judgement
