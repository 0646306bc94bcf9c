"""From the list to the file: proof first, then what and what for, then the file and its line."""

import hashlib
import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from dhp.accounts.models import SignIn
from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.audit.trail import Command
from dhp.calendar import now
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.outgoing.models import Export
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.accounts.people import PASSWORD, SECRET, add_user, sign_in_as
from tests.exchange.files import death, sheet_of

PURPOSE = "A table for the yearly review."
ORDER = {"parts": ["deaths"], "form": "csv", "purpose": PURPOSE}


@pytest.fixture
def lead(forces, client):
    keep(rehearse(DEATHS_FILE, [sheet_of(death(force_ref="A1"))]), by=Command())
    db.session.commit()
    user = add_user(RoleName.LEAD)
    sign_in_as(client, user)
    return user


def prove(client, **given):
    proof = {"current_password": PASSWORD, "code": pyotp.TOTP(SECRET).now()}
    return client.post("/account/proof", data=proof | given)


def made():
    return list(db.session.scalars(select(Export)))


def acts():
    return set(db.session.scalars(select(TrailEvent.act)))


def test_an_export_is_proved_made_and_listed(client, lead):
    assert client.get("/exports/new").location == "/account/proof"
    with client.session_transaction() as cookie:
        before = cookie["_user_id"]

    back = prove(client)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != before
    assert back.location == "/exports/new"
    assert client.get("/exports/new").status_code == 200
    answer = client.post("/exports/new", data=ORDER)

    assert answer.status_code == 200
    [export] = made()
    assert hashlib.sha256(answer.data).hexdigest() == export.digest
    assert answer.headers["Content-Disposition"] == f"attachment; filename={export.filename}"
    page = client.get("/exports").get_data(as_text=True)
    assert PURPOSE in page
    assert export.digest in page
    assert {"account.proved-again", "export.made"} <= acts()


def test_all_that_is_wrong_with_an_order_is_told_at_once(client, lead):
    client.get("/exports/new")
    prove(client)

    page = client.post("/exports/new", data={"form": "csv", "purpose": "A table."}).text

    assert "Choose what to export." in page
    assert "Say what the export is for, in a sentence." in page
    assert made() == []


@pytest.mark.parametrize("wrong", [{"current_password": "x"}, {"code": "000000"}])
def test_without_both_proofs_nothing_leaves(client, lead, wrong):
    client.get("/exports/new")

    assert prove(client, **wrong).status_code == 200

    assert client.post("/exports/new", data=ORDER).location == "/account/proof"
    assert made() == []
    assert "account.sign-in-failed" in acts()


def test_what_was_typed_is_there_again_after_the_proof_and_gone_after_the_export(client, lead):
    prove(client)
    with time_machine.travel(now() + timedelta(minutes=11)):
        asked = client.post("/exports/new", data=ORDER | {"parts": ["people", "answers"]})
        assert PURPOSE not in asked.location
        with client.session_transaction() as cookie:
            assert PURPOSE not in str(dict(cookie))
        assert "What you typed is kept." in client.get("/account/proof").get_data(as_text=True)
        prove(client)
        page = client.get("/exports/new").get_data(as_text=True)
        client.post("/exports/new", data=ORDER)
        after = client.get("/exports/new").get_data(as_text=True)

    assert PURPOSE in page
    assert page.count("checked") == 3  # two tables and the form of the file
    assert PURPOSE not in after


def test_what_was_typed_goes_with_the_session(client, lead):
    client.post("/exports/new", data=ORDER)
    kept = db.session.scalars(select(SignIn).where(SignIn.kept_form.is_not(None))).one()

    client.post("/sign-out")

    db.session.refresh(kept)
    assert kept.kept_form is None


def test_the_proof_holds_for_ten_minutes(client, lead):
    prove(client)
    client.get("/exports/new")

    with time_machine.travel(now() + timedelta(minutes=9)):
        assert client.get("/exports/new").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert client.post("/exports/new", data=ORDER).location == "/account/proof"
    assert made() == []


def test_the_proof_of_one_session_is_not_that_of_another(app, client, lead):
    prove(client)
    other = app.test_client()
    sign_in_as(other, lead)

    assert other.get("/exports/new").location == "/account/proof"
    assert [one.proved_at is None for one in db.session.scalars(select(SignIn))] == [False, True]


def test_an_order_without_a_purpose_is_asked_again_and_makes_nothing(client, lead):
    prove(client)

    page = client.post("/exports/new", data=ORDER | {"purpose": ""})

    assert page.status_code == 422
    assert "Say what the export is for" in page.get_data(as_text=True)
    assert made() == []


def test_an_order_that_is_too_short_of_words_is_asked_again(client, lead):
    prove(client)

    page = client.post("/exports/new", data=ORDER | {"purpose": "why"})

    assert page.status_code == 422
    assert made() == []


def told(client, **changes):
    """The answer to an order of narratives, of somebody who has proved who they are."""
    client.get("/exports/new")
    prove(client)
    return client.post("/exports/new", data=ORDER | {"identifying": "y"} | changes)


NARRATIVE = "Her neighbour Margaret Ashworth called from 14 Larch Road."


@pytest.fixture
def narrated(forces, client):
    rows = death(force_ref="A1", death__circumstances=NARRATIVE)
    keep(rehearse(DEATHS_FILE, [sheet_of(rows)]), by=Command())
    db.session.commit()
    user = add_user(RoleName.LEAD)
    sign_in_as(client, user)
    return user


def test_narratives_leave_once_somebody_read_what_they_may_give_away(client, narrated):
    asked = told(client)
    page = asked.get_data(as_text=True)
    mark = re.search('name="narratives_mark" value="([0-9a-f]+)"', page)[1]

    answer = client.post(
        "/exports/new",
        data=ORDER | {"identifying": "y", "narratives_mark": mark, "narratives_read": "y"},
    )

    assert asked.status_code == 422
    assert "1 of the narratives in this file" in page
    assert "Ashworth" not in page
    assert answer.status_code == 200
    [event] = db.session.scalars(select(TrailEvent).where(TrailEvent.act == "look.confirmed"))
    assert "Ashworth" not in event.body


def test_a_confirmation_of_other_narratives_does_not_count(client, narrated):
    answer = told(client, narratives_mark="0" * 32, narratives_read="y")

    assert (answer.status_code, made()) == (422, [])


def test_without_what_names_people_nothing_is_asked(client, narrated):
    answer = told(client, identifying="")

    assert answer.status_code == 200


def test_a_purpose_that_names_somebody_is_looked_over(client, lead):
    answer = told(client, identifying="", purpose="For Margaret Ashworth to read in the review.")

    assert answer.status_code == 422
    assert "Could somebody be known from this?" in answer.get_data(as_text=True)
