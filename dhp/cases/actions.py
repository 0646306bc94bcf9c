"""Changing the record: opening a case from what arrived, adding answers, and classifying it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import flag_modified

from dhp.accounts.models import User
from dhp.accounts.row_security.reach import whole_record
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.answers.book import Target
from dhp.cases.answers.table import Evidence, Telling, read_answers, record_answers
from dhp.cases.judging.judgement import judgement_facts, judgement_row
from dhp.cases.models import Case, Classification, Incident, Source
from dhp.cases.opening.opening import open_cases
from dhp.cases.opening.openings import Opening
from dhp.cases.opening.submission import Submission
from dhp.cases.overlay import overruled
from dhp.cases.people.standing import Places, places_of
from dhp.cases.rules import Decision, check_decision, check_takes_work
from dhp.definitions import Verdict
from dhp.dictionary import DICTIONARY, Characteristic, Given, Stage, State, Subject, column_named
from dhp.errors import DomainError
from dhp.extensions import db

NOTHING_SAID = Evidence()
SHARED = (Subject.INCIDENT, Subject.PERSON)  # what deaths of one incident may have in common


def open_case(
    submission: Submission,
    *,
    by: trail.Actor,
    incident: Incident | None = None,
    readers: Sequence[User] = (),
    shared: Mapping[str, int] | None = None,
) -> Case:
    """Open a case for the death that `submission` tells of, in `incident` or in a new one.

    `readers` are the people named for it when it is restricted. `shared` are people of the incident
    who are recorded already, by their place in the new case.
    """
    opening = Opening(submission, incident, readers=readers, shared=shared or {})
    [opened] = open_cases([opening], by=by)
    if incident is not None:
        db.session.expire(incident, ["cases"])
    return db.session.get_one(Case, opened.id)


@whole_record()  # what deaths of an incident share may stand on a case that `by` does not read
def add_answers(
    case: Case,
    answers: Mapping[str, Given],
    *,
    by: trail.Actor,
    source: Source,
    stage: Stage,
    reason: str = "",
    evidence: Evidence = NOTHING_SAID,
) -> list[str]:
    """Record `answers`, by column name, in an open `case`. Gives back the codes that changed.

    Raises `DomainError` for a suspect the case does not have, and where an earlier answer of the
    same `source` would change without a `reason`.
    """
    check_takes_work(case)
    rows = _placed(answers, places_of([case])[case.id])
    book = read_answers([case])
    corrected = [
        entry.code
        for target, entry, given in rows
        if book.differs(target, entry.code, given, source)
    ]
    if corrected and not reason.strip():
        raise DomainError("Say why the earlier answer was wrong or has changed.", field="reason")
    telling = Telling(source, stage, by.ref, now(), reason.strip() or None, evidence)
    told = ((target.subject, target.subject_id, entry.code) for target, entry, _given in rows)
    codes = record_answers(case, rows, telling, before=book, again=overruled(case, told))
    if any(entry.subject in SHARED and entry.code in codes for _, entry, _ in rows):
        touch_siblings(case)
    force = case.force.code if case.force else None
    new = [code for code in codes if code not in corrected]
    for act, fields in ((Act.ANSWER_RECORDED, new), (Act.ANSWER_CORRECTED, corrected)):
        if fields:
            trail.record(act, by=by, about=case.ref, force=force, fields=_names(fields))
    db.session.flush()  # the other deaths too, while they can be reached
    return codes


def touch_siblings(case: Case) -> None:
    """Count a change of what all deaths of an incident share, so that forms open on them go stale."""
    siblings = select(Case).where(Case.incident_id == case.incident_id, Case.id != case.id)
    for sibling in db.session.scalars(siblings.order_by(Case.id)):
        flag_modified(sibling, "type")


def classify(
    case: Case, decision: Decision, proposal: Verdict, *, by: trail.Actor
) -> Classification:
    """Record a judgement of scope and type beside the `proposal` that the person saw.

    Raises `DomainError` where a reason is asked for and missing, or scope and type do not agree.
    """
    check_takes_work(case)
    check_decision(decision, proposal, (case.scope, case.type))
    at = now()
    if case.scope is not None:  # else there is no earlier judgement
        db.session.execute(
            update(Classification)
            .where(Classification.case_id == case.id, Classification.superseded_at.is_(None))
            .values(superseded_at=at)
        )
    judgement = Classification(**judgement_row(case.id, decision, proposal, by.ref, at))
    db.session.add(judgement)
    case.scope, case.type = decision.scope, decision.type
    flag_modified(case, "type")  # the same judgement again is a new version too
    force = case.force.code if case.force else None
    facts = judgement_facts(decision, proposal)
    trail.record(Act.CASE_CLASSIFIED, by=by, about=case.ref, force=force, **facts)
    return judgement


def _placed(
    answers: Mapping[str, Given], places: Places
) -> list[tuple[Target, Characteristic, Given]]:
    """`answers` with the rows they describe. What stands in no column of the dictionary is left."""
    return [
        (places.target(column), column.characteristic, given)
        for name, given in answers.items()
        if given.state is not State.NOT_RECORDED and (column := column_named(name, DICTIONARY))
    ]


def _names(codes: Sequence[str]) -> list[str]:
    return sorted(set(codes))
