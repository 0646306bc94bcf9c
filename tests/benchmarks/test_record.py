"""The record that the benchmarks measure on is whole, and like the one the service makes."""

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force
from dhp.audit.verifying import verify
from dhp.cases.answers.table import read_answers
from dhp.cases.judging.facts import proposal_text, propose
from dhp.cases.models import Answer, Case, Classification
from dhp.cases.people.standing import places_of
from dhp.notifications.drafting import draft_in
from dhp.notifications.models import Notification
from tests.benchmarks.invented import complete
from tests.benchmarks.record import add_drafts
from tests.benchmarks.site import fill, spoc_of

# On PostgreSQL only the owner may write rows of the trail as this does.
pytestmark = pytest.mark.only_on("sqlite")
DEATHS = 120


@pytest.fixture
def filled(database: SQLAlchemy) -> SQLAlchemy:
    fill(DEATHS)
    return database


def test_the_trail_of_a_filled_record_is_sound(filled):
    finding = verify()

    assert (finding.code, finding.events) == (0, 4 * DEATHS)


def test_every_death_has_about_fourteen_answers_in_all_forces(filled):
    answers = filled.session.scalar(sa.select(sa.func.count()).select_from(Answer))
    forces = filled.session.scalar(sa.select(sa.func.count(sa.distinct(Case.force_id))))

    assert 12 <= answers / DEATHS <= 16
    assert forces > filled.session.scalar(sa.select(sa.func.count()).select_from(Force)) / 2


def test_the_judgement_of_each_death_is_what_the_rules_propose_from_its_answers(filled):
    cases = filled.session.scalars(sa.select(Case).order_by(Case.id).limit(20)).all()
    book, places = read_answers(cases), places_of(cases)

    for case in cases:
        proposed = proposal_text(propose(places[case.id].answers(book)))
        kept = filled.session.scalars(
            sa.select(Classification.proposal).where(Classification.case_id == case.id)
        ).one()
        assert kept == proposed


def test_the_drafts_can_be_sent_as_they_are(filled):
    refs = add_drafts(filled.session(), spoc_of(filled.session()), complete(), 1)
    draft = filled.session.scalars(sa.select(Notification).where(Notification.ref == refs[0])).one()

    assert draft_in(draft).problems == ()
    assert draft_in(draft).gaps == ()
