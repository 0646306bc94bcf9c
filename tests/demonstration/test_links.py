from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.forces.handover_models import HandOver, OfferState
from dhp.cases.links.candidates import candidates_for
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Case
from dhp.cases.opening.submission import Submission
from dhp.demonstration.accounts import Staff, open_accounts, staff
from dhp.demonstration.links import invent_links
from tests.cases.conftest import HOMICIDE


@pytest.fixture
def people(database: SQLAlchemy) -> Staff:
    """The users of the demonstration."""
    open_accounts()
    database.session.commit()
    return staff()


def open_cases(people: Staff, count: int, database: SQLAlchemy) -> None:
    contact = people.contacts["E23000032"]
    for number in range(count):
        received = now() - timedelta(days=number)
        open_case(Submission(contact.force, received, HOMICIDE), by=people.coders[0])
    database.session.commit()


def test_the_latest_cases_show_every_kind_of_decision(database: SQLAlchemy, people: Staff) -> None:
    open_cases(people, 8, database)

    made = invent_links(people)
    database.session.commit()

    links = database.session.query(CaseLink).all()
    assert made == 5
    assert {link.kind for link in links} == set(LinkKind)
    assert [link.undone_at is not None for link in links].count(True) == 1
    assert database.session.query(Case).filter(Case.survivor_id.is_not(None)).count() == 1
    assert database.session.query(Case).filter(Case.restricted).count() == 1
    states = {offer.state for offer in database.session.query(HandOver)}
    assert states == {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.OFFERED}
    latest = database.session.query(Case).order_by(Case.received_at.desc()).first()
    found = candidates_for(latest, people.lead)
    assert any(candidate.case.force_id != latest.force_id for candidate in found)


def test_it_is_invented_once_and_only_where_there_are_cases(
    database: SQLAlchemy, people: Staff
) -> None:
    assert invent_links(people) == 0
    open_cases(people, 8, database)
    invent_links(people)

    assert invent_links(people) == 0
