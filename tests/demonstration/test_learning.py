"""The invented learning: fifteen recommendations in every status, findings with cases, alerts."""

from datetime import date

import pytest
import sqlalchemy as sa

from dhp.calendar import clock_at
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.learning import invent_learning
from dhp.demonstration.order import Order
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.learning.finding_models import Alert, Finding, FindingWording
from dhp.learning.listing import overdue_ones, to_judge
from dhp.learning.models import Addressee, ImpactCheck, Recommendation, Response
from dhp.learning.rules import AlertStatus, Stage, Status
from dhp.mail.models import Message

ORDER = Order(years=3, per_year=10, seed=1, end=date(2026, 3, 27))


def live():
    acts = []
    invent_learning(ORDER, staff(), lambda at, act: acts.append((at, act)))
    for at, act in sorted(acts, key=lambda each: each[0]):
        with clock_at(at):
            try:
                act()
                db.session.commit()
            except DomainError:
                db.session.rollback()


def three_years():
    with clock_at(ORDER.begins):
        open_accounts()
        db.session.commit()
    live()


@pytest.fixture
def lived(once):
    once(three_years)


def values(column):
    return set(db.session.scalars(sa.select(column)))


def count(thing):
    return db.session.scalar(sa.select(sa.func.count()).select_from(thing))


def test_fifteen_recommendations_stand_everywhere(lived):
    assert count(Recommendation) == 15
    assert values(Recommendation.stage) == set(Stage)
    assert values(Addressee.status) == set(Status)
    assert len(values(Recommendation.year) - {None}) >= 3
    assert count(ImpactCheck) == 3
    repeated = db.session.scalars(sa.select(Recommendation).where(Recommendation.repeats_id > 0))
    assert [one.repeats.name for one in repeated] == ["1 of 2023"]


def test_some_are_overdue_and_some_answers_wait_for_the_unit(lived):
    with clock_at(ORDER.ends):
        lead = staff().lead
        assert len(overdue_ones(lead)) >= 4
        assert to_judge(lead)


def test_alerts_come_as_far_as_each_can(lived):
    assert values(Alert.status) == set(AlertStatus)
    assert count(Message) > 100
    assert count(Finding) == 7


def test_one_finding_was_revised_and_says_why(lived):
    before = db.session.scalars(sa.select(FindingWording)).one()
    finding = db.session.get(Finding, before.finding_id)

    assert finding.title == before.title
    assert finding.words != before.words
    assert before.revised_at > finding.recorded_at


def test_a_second_seeding_adds_nothing(lived):
    things = (Recommendation, Response, Alert, Finding, FindingWording, Message)
    before = [count(thing) for thing in things]

    live()

    assert [count(thing) for thing in things] == before
