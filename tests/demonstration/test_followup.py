"""The invented follow-up: made through the actions of a force, and plausible."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at, now
from dhp.cases.actions import open_case
from dhp.cases.answers.table import carried_by
from dhp.cases.opening.submission import Submission
from dhp.demonstration.deaths import deaths_on, known_at_once
from dhp.demonstration.followup import invent_follow_up
from dhp.dictionary import DICTIONARY, Stage, State, column_named, read
from dhp.errors import Refused
from dhp.followup.models import Turn
from dhp.followup.queries import followed

RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def contact(database):
    force = Force(code="E23000032", name="Kent", territorial=True)
    user = User(
        email="contact@example.org",
        name="Contact",
        role=RoleName.SPOC,
        force=force,
        joined_at=RECEIVED,
    )
    database.session.add(user)
    database.session.commit()
    return user


@pytest.fixture
def cases(database, contact):
    """A dozen cases of invented deaths."""
    days = [(RECEIVED - timedelta(days=3)).date()] * 12
    opened = []
    for death in map(known_at_once, deaths_on(days, {"E23000032": 1}, "seed")):
        answers = {
            name: read(column_named(name, DICTIONARY).characteristic, text, today=RECEIVED.date())
            for name, text in death.texts.items()
        }
        with clock_at(RECEIVED + timedelta(minutes=death.number)):
            opened.append(open_case(Submission(contact.force, now(), answers), by=contact))
    database.session.commit()
    return opened


def lived(database, cases, contact):
    for stage in (Stage.FOLLOW_UP, Stage.SIX_MONTHS, Stage.OUTCOME):
        for case in cases:
            with clock_at(RECEIVED + timedelta(days=370 * (stage is not Stage.FOLLOW_UP) + 20)):
                if followed(case).clock(stage).is_open:
                    invent_follow_up(case, stage, "seed", by=contact)
    database.session.commit()


def test_every_stage_is_answered_and_completed_by_the_force(database, cases, contact):
    lived(database, cases, contact)

    turns = list(database.session.scalars(sa.select(Turn)))
    told = carried_by(cases)
    assert len(turns) == 3 * len(cases)
    assert {answer.recorded_by for answer in told} == {contact.ref}
    assert len(told) > 60 * len(cases)
    assert {"inquest_state", "court_outcome", "religion"} <= {answer.code for answer in told}


def test_the_same_seed_invents_the_same_answers(database, cases, contact):
    def told():
        case = followed(cases[0])
        return {line.name: line.own for line in case.told.lines}

    with clock_at(RECEIVED + timedelta(days=20)):
        invent_follow_up(cases[0], Stage.FOLLOW_UP, "seed", by=contact)
        first = told()
        database.session.rollback()
        invent_follow_up(cases[0], Stage.FOLLOW_UP, "seed", by=contact)

    assert told() == first


def test_some_answers_stay_open_as_in_life(database, cases, contact):
    lived(database, cases[:4], contact)

    states = [line.own.state for case in cases[:4] for line in followed(case).told.lines]
    assert states.count(State.NOT_YET_ESTABLISHED) > 8


def test_a_stage_that_is_not_open_is_not_invented(cases, contact):
    with clock_at(RECEIVED + timedelta(days=20)), pytest.raises(Refused):
        invent_follow_up(cases[0], Stage.SIX_MONTHS, "seed", by=contact)


def test_a_kind_of_death_leads_to_its_own_means(database, cases, contact):
    lived(database, cases, contact)

    told = carried_by(cases, {"method", "suspected_intent"})
    suicides = {a.case_id for a in told if a.value == "suicide"}
    means = {a.value for a in told if a.code == "method" and a.case_id in suicides and a.value}
    assert means
    assert means <= {"hanging", "poisoning", "fall_height", "train"}
