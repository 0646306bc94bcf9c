import json

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.actions import add_answers, classify
from dhp.cases.answers.table import read_answers
from dhp.cases.judging.classification import OutReason
from dhp.cases.judging.facts import proposal_from, propose
from dhp.cases.models import Answer, Case, CaseReader, Classification, Source
from dhp.cases.people.standing import places_of
from dhp.cases.queries import classifications_of
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Given, Stage, State
from dhp.errors import DomainError
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, given

PARTNER = Decision(Scope.IN, DeathType.IPH, "dhp-2023")


def acts_about(ref: str) -> list[str]:
    return [event.act for event in trail.about(ref)]


def unit_adds(case: Case, answers: dict[str, Given], by: User, reason: str = "") -> list[str]:
    return add_answers(
        case, answers, by=by, source=Source.UNIT, stage=Stage.FOLLOW_UP, reason=reason
    )


def test_an_opened_case_has_its_people_their_ties_and_its_answers(make_case: MakeCase) -> None:
    case = make_case()

    places = places_of([case])[case.id]
    answers = places.answers(read_answers([case]))
    assert (sorted(places.people), list(places.relationships)) == (
        ["suspect1", "victim"],
        ["suspect1"],
    )
    assert {name: g for name, g in answers.items() if g.state is not State.NOT_RECORDED} == HOMICIDE


def test_opening_a_case_is_in_the_trail_without_what_was_answered(make_case: MakeCase) -> None:
    case = make_case()

    (event,) = trail.about(case.ref)
    body = json.loads(event.body)
    assert event.act == Act.CASE_OPENED
    assert (body["force"], "age" in body["fields"]) == ("E23000032", True)
    assert "42/7" not in event.body
    assert "ex-partner" not in event.body


def test_what_a_suspect_nobody_told_of_does_not_have_is_left(make_case: MakeCase) -> None:
    case = make_case(HOMICIDE | given(suspect2__age="[not_applicable]"))

    assert places_of([case])[case.id].suspects == 1


def test_a_death_put_with_an_incident_says_so(make_case: MakeCase) -> None:
    first = make_case()

    second = make_case(incident=first.incident)

    assert acts_about(second.ref) == [Act.CASE_OPENED, Act.INCIDENT_JOINED]
    assert acts_about(first.incident.ref) == [Act.INCIDENT_JOINED]


def test_a_restricted_case_keeps_who_is_named_for_it(
    database: SQLAlchemy, make_case: MakeCase, make_user: MakeUser
) -> None:
    named = make_user(RoleName.CODER, "Nia Named")

    case = make_case(restricted=True, readers=[named])

    readers = database.session.scalars(select(CaseReader.user_id)).all()
    assert case.restricted
    assert readers == [named.id]


def test_a_case_that_was_not_committed_leaves_neither_rows_nor_event(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    before = acts_about(case.ref)

    unit_adds(case, given(victim__age="35"), coder)
    classify(case, PARTNER, propose(HOMICIDE), by=coder)
    database.session.rollback()

    assert acts_about(case.ref) == before
    assert database.session.scalar(select(func.count()).select_from(Classification)) == 0
    found = database.session.scalars(select(Answer).where(Answer.source == Source.UNIT)).all()
    assert found == []


def test_added_answers_and_corrections_are_told_apart_in_the_trail(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    unit_adds(case, given(victim__age="35"), coder)
    database.session.commit()
    unit_adds(case, given(victim__age="36", victim__sex="female"), coder, reason="Misread.")
    database.session.commit()

    told = [(e.act, json.loads(e.body)["fields"]) for e in trail.about(case.ref)[1:]]
    assert told == [
        (Act.ANSWER_RECORDED, ["age"]),
        (Act.ANSWER_RECORDED, ["sex"]),
        (Act.ANSWER_CORRECTED, ["age"]),
    ]


def test_correcting_a_sources_own_answer_needs_a_reason(make_case: MakeCase, coder: User) -> None:
    case = make_case()
    unit_adds(case, given(victim__age="35"), coder)

    with pytest.raises(DomainError) as error:
        unit_adds(case, given(victim__age="36"), coder, reason=" ")

    assert error.value.field == "reason"


def test_nothing_changed_is_nothing_in_the_trail(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    changed = add_answers(case, HOMICIDE, by=coder, source=Source.FORCE, stage=Stage.NOTICE)
    database.session.commit()

    assert changed == []
    assert acts_about(case.ref) == [Act.CASE_OPENED]


def test_an_answer_about_a_suspect_the_case_does_not_have_is_refused(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    with pytest.raises(DomainError):
        unit_adds(case, given(suspect2__age="35"), coder)


def test_classifying_keeps_the_decision_beside_the_proposal(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case, proposal = make_case(), propose(HOMICIDE)

    classify(
        case,
        Decision(
            Scope.OUT,
            DeathType.UNCLASSIFIED,
            "dhp-2023",
            "Abroad.",
            out_reason=OutReason.ELSEWHERE,
        ),
        proposal,
        by=coder,
    )
    database.session.commit()

    (judgement,) = classifications_of(case)
    assert (case.scope, case.type) == (Scope.OUT, DeathType.UNCLASSIFIED)
    assert proposal_from(judgement.proposal) == proposal
    assert (judgement.reason, judgement.decided_by) == ("Abroad.", coder.ref)


def test_a_later_judgement_supersedes_the_earlier_which_stays(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case, proposal = make_case(), propose(HOMICIDE)
    classify(case, PARTNER, proposal, by=coder)
    database.session.commit()

    brothers = Decision(Scope.IN, DeathType.AFH, "dhp-2023", "They were brothers.")
    classify(case, brothers, proposal, by=coder)
    database.session.commit()

    latest, first = classifications_of(case)
    assert (latest.type, latest.superseded_at) == (DeathType.AFH, None)
    assert (first.type, first.superseded_at) == (DeathType.IPH, latest.decided_at)
    assert case.type is DeathType.AFH


def test_the_trail_says_how_a_case_was_classified_and_whether_the_proposal_was_followed(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    classify(case, PARTNER, propose(HOMICIDE), by=coder)
    database.session.commit()

    event = trail.latest_about(case.ref, Act.CASE_CLASSIFIED)
    assert event is not None
    body = json.loads(event.body)
    assert [body[name] for name in ("scope", "type", "definition", "followed_proposal")] == [
        "in",
        "iph",
        "dhp-2023",
        True,
    ]


def test_the_same_judgement_again_is_a_new_version(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    classify(case, PARTNER, propose(HOMICIDE), by=coder)
    database.session.commit()
    before = case.version

    classify(case, PARTNER, propose(HOMICIDE), by=coder)
    database.session.commit()

    assert case.version == before + 1


def test_a_refused_judgement_changes_nothing(make_case: MakeCase, coder: User) -> None:
    case = make_case()

    with pytest.raises(DomainError):
        classify(case, Decision(Scope.IN, DeathType.AFH, "dhp-2023"), propose(HOMICIDE), by=coder)

    assert (case.scope, classifications_of(case)) == (None, [])
