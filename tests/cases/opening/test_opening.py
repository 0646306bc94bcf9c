"""Many cases opened at once are what they would be one by one."""

import json
from datetime import datetime

import pytest
import sqlalchemy as sa

from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.audit.trail import Command
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.models import Case
from dhp.cases.opening.opening import open_cases
from dhp.cases.opening.openings import Opening
from dhp.cases.opening.submission import Submission
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.dictionary import Subject
from dhp.errors import DomainError
from dhp.extensions import db
from tests.cases.conftest import given

BY = Command()
RECORD = ("incidents", "cases", "people", "involvements", "relationships", "answers")
SET_ASIDE = ("ref", "received_at", "key_name")
KEYS = {"case_id": "cases", "incident_id": "incidents", "person_id": "people"}
KEYS |= {"from_person_id": "people", "to_person_id": "people"}
SUBJECTS = {
    Subject.INCIDENT: "incidents",
    Subject.DEATH: "cases",
    Subject.PERSON: "people",
    Subject.RELATIONSHIP: "relationships",
}


@pytest.fixture
def submissions(kent):
    """Deaths with no suspect, with one and with two; with all answers in a word, and with none."""
    told = (
        given(death__date_of_death="2026-03-09", death__force_ref="AB/1", victim__age="34"),
        given(suspect1__sex="male", suspect2__relationship="sibling"),
        given(death__suspect_identified="yes", incident__location_type="water"),
        {},
    )
    return [Submission(kent, now(), answers) for answers in told]


def rows():
    """All that is recorded, without references and instants; keys count from the first row."""
    db.session.flush()
    found, counted = {}, {}
    for name in RECORD:
        table = db.metadata.tables[name]
        found[name] = db.session.execute(sa.select(table).order_by(table.c.id)).mappings().all()
        counted[name] = {row["id"]: number for number, row in enumerate(found[name])}
    return {
        name: [
            {key: told(row, key, name, counted) for key in row if key not in SET_ASIDE}
            for row in many
        ]
        for name, many in found.items()
    }


def told(row, key, name, counted):
    """What one column says, so that two recordings of the same can be compared."""
    if isinstance(row[key], datetime):
        return True
    if key == "subject_id":
        return counted[SUBJECTS[row["subject"]]][row[key]]
    kind = name if key == "id" else KEYS.get(key)
    return counted[kind][row[key]] if kind else row[key]


def test_many_at_once_leave_the_rows_that_they_leave_one_by_one(submissions):
    with db.session.begin_nested() as trial:
        for submission in submissions:
            open_case(submission, by=BY)
        one_by_one = rows()
        trial.rollback()

    open_cases([Opening(submission) for submission in submissions], by=BY)

    assert rows() == one_by_one
    assert [len(one_by_one[name]) for name in RECORD] == [4, 4, 7, 7, 3, 7]


def test_those_told_together_share_the_incident_of_the_first(submissions):
    first, other, second, *_ = open_cases(
        [
            Opening(submissions[0], together="A"),
            Opening(submissions[1]),
            Opening(submissions[2], together="A"),
        ],
        by=BY,
    )

    assert first.incident_id == second.incident_id != other.incident_id
    assert [one.joined for one in (first, other, second)] == [False, False, True]


def test_two_words_on_one_incident_in_one_batch_supersede_as_they_would_later(kent):
    places = [given(incident__location_type=place) for place in ("water", "hotel")]

    open_cases([Opening(Submission(kent, now(), one), together="A") for one in places], by=BY)

    answers = db.metadata.tables["answers"]
    ended = sa.select(answers.c.value, answers.c.superseded_at.is_not(None)).order_by(answers.c.id)
    assert list(db.session.execute(ended)) == [("water", True), ("hotel", False)]


def test_a_judgement_comes_with_the_case(submissions):
    proposal = Verdict(Scope.IN, DeathType.IPH)
    decision = Decision(Scope.IN, DeathType.IPH, "dhp-2023")

    [opened] = open_cases([Opening(submissions[0], judgement=(decision, proposal))], by=BY)

    case = db.session.get(Case, opened.id)
    assert (case.scope, case.type, case.version) == (Scope.IN, DeathType.IPH, 2)
    db.session.commit()
    acts = list(db.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)))
    assert acts[-2:] == [Act.CASE_OPENED, Act.CASE_CLASSIFIED]


def test_a_judgement_that_departs_without_a_reason_opens_nothing(submissions):
    decision = Decision(Scope.IN, DeathType.AFH, "dhp-2023")
    departs = Opening(submissions[0], judgement=(decision, Verdict(Scope.IN, DeathType.IPH)))

    with pytest.raises(DomainError):
        open_cases([Opening(submissions[1]), departs], by=BY)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Case)) == 0


def test_the_trail_names_the_fields_of_each_case(submissions):
    opened = open_cases([Opening(submission) for submission in submissions], by=BY)
    db.session.commit()

    bodies = [
        json.loads(body)
        for body in db.session.scalars(
            sa.select(TrailEvent.body).order_by(TrailEvent.seq.desc()).limit(4)
        )
    ][::-1]

    assert [body["about"] for body in bodies] == [[one.ref] for one in opened]
    assert bodies[0]["fields"] == ["age", "date_of_death", "force_ref"]
    assert {body["force"] for body in bodies} == {"E23000032"}
