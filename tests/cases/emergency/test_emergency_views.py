"""The pages of emergencies: what is asked first, what is said on every page, and what nobody learns."""

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.account_acts import AccountAct
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.forces.restricting import restrict
from dhp.extensions import db
from dhp.references import new_reference, shown_reference
from tests.accounts.people import PASSWORD, add_user, sign_in_as

WHY = "Her sister rang: he is at her door."
BANNER = "is open to you in an emergency until"


@pytest.fixture
def hidden(make_case, make_user):
    case = make_case()
    restrict(case, "A suspect is an officer.", by=make_user(RoleName.LEAD, "Lee"))
    db.session.commit()
    return case.ref


@pytest.fixture
def cora(app, client, database, kent):
    """A coder signed in, who proved who she is a moment ago."""
    app.config["SECOND_FACTOR"] = False
    sign_in_as(client, add_user(RoleName.CODER, email="cora@example.org"))
    client.post("/account/proof", data={"current_password": PASSWORD})
    return client


def ask(client, ref, why=WHY):
    return client.post("/emergency/new", data={"case_ref": shown_reference(ref), "reason": why})


def test_who_opens_one_proves_who_they_are_and_loses_nothing(app, client, hidden):
    app.config["SECOND_FACTOR"] = False
    sign_in_as(client, add_user(RoleName.CODER, email="una@example.org"))

    first = ask(client, hidden)
    client.post("/account/proof", data={"current_password": PASSWORD})
    page = client.get("/emergency/new").text

    assert first.location == "/account/proof"
    assert WHY in page
    assert db.session.query(EmergencyOpening).count() == 0


def test_while_it_lasts_every_page_says_so_and_afterwards_none(cora, hidden):
    answer = ask(cora, hidden)

    assert answer.location == f"/cases/{hidden}"
    for address in (f"/cases/{hidden}", f"/cases/{hidden}/people", "/cases", "/emergency"):
        page = cora.get(address)
        assert (page.status_code, BANNER in page.text) == (200, True), address
    opening = db.session.scalars(sa.select(EmergencyOpening)).one()
    assert WHY in cora.get("/emergency").text

    cora.post(f"/emergency/{opening.ref}/end")

    assert BANNER not in cora.get("/cases").text
    assert cora.get(f"/cases/{hidden}").status_code == 404


def test_only_the_pages_of_who_opened_one_ask_whether_it_lasts(cora, hidden, statements):
    def asked():
        statements.clear()
        cora.get("/account")
        return [one for one in statements if "FROM emergency_openings" in one]

    assert asked() == []

    ask(cora, hidden)
    assert len(asked()) == 1


def test_what_is_open_anyway_is_opened_without_telling_anybody(cora, make_case):
    ref = make_case().ref

    assert ask(cora, ref).location == f"/cases/{ref}"
    assert db.session.query(EmergencyOpening).count() == 0


def test_a_reference_that_leads_nowhere_is_noted(cora):
    answer = ask(cora, new_reference())

    assert answer.status_code == 422
    assert "Nothing can be opened with this reference" in answer.text
    refused = sa.select(TrailEvent).where(TrailEvent.act == AccountAct.ACCESS_REFUSED)
    assert db.session.scalars(refused).one().at <= now()
