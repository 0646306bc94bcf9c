"""The pages on which two leads erase a case: each proves who they are, and the case says what happened."""

import pyotp
import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.keeping_acts import KeepingAct
from dhp.audit.models import TrailEvent
from dhp.cases.erasing.models import Erasure
from dhp.extensions import db
from tests.accounts.people import PASSWORD, SECRET, add_user, sign_in_as
from tests.cases.conftest import HOMICIDE, given

KEY = "QW4gb2xkIG1hc3RlciBrZXkgb2YgdGhlIHRlc3RzISE="
CANARY = "Xanthippe Quince"
TOLD = HOMICIDE | given(death__circumstances=f"{CANARY} was found.")


@pytest.fixture
def case(app, make_case):
    app.config["MASTER_KEYS"] = [KEY]
    return make_case(TOLD)


@pytest.fixture
def browsers(app, case):
    """The browsers of two leads who are signed in, and have not proved again who they are."""
    found = []
    for name in ("one", "two"):
        client = app.test_client()
        sign_in_as(client, add_user(RoleName.LEAD, email=f"{name}@example.org"))
        found.append(client)
    return found


def prove(client):
    proof = {"current_password": PASSWORD, "code": pyotp.TOTP(SECRET).now()}
    return client.post("/account/proof", data=proof)


def order(case):
    return {"case_ref": case.ref, "ground": "review", "reason": "Kept long enough."}


def the_one():
    db.session.expire_all()
    return db.session.scalars(sa.select(Erasure)).one()


def test_a_case_is_erased_by_two_leads_who_prove_who_they_are(browsers, case):
    first, second = browsers
    assert CANARY in first.get(f"/cases/{case.ref}").text

    assert first.post("/erasures/new", data=order(case)).location == "/account/proof"
    assert prove(first).location == "/erasures/new"
    assert "Kept long enough." in first.get("/erasures/new").text
    assert first.post("/erasures/new", data=order(case)).location == "/erasures"
    ref = the_one().ref
    assert "another lead decides" in first.get(f"/erasures/{ref}").text
    assert second.post(f"/erasures/{ref}/agree").location == "/account/proof"
    assert the_one().agreed is None
    prove(second)
    assert second.post(f"/erasures/{ref}/agree").location == "/erasures"

    page = first.get(f"/cases/{case.ref}").text
    assert "This case is erased." in page
    assert CANARY not in page
    assert "Kept long enough" not in page
    assert "Erased by" in first.get("/erasures").text


def test_a_reference_that_is_none_is_told_beside_it(browsers, case):
    client = browsers[0]
    client.post("/erasures/new", data=order(case))
    prove(client)

    answer = client.post("/erasures/new", data=order(case) | {"case_ref": "nonsense"})

    assert answer.status_code == 422
    assert "There is no such case." in answer.text


def test_a_refusal_is_kept_and_changes_nothing(browsers, case):
    first, second = browsers
    first.post("/erasures/new", data=order(case))
    prove(first)
    first.post("/erasures/new", data=order(case))

    assert second.post(f"/erasures/{the_one().ref}/refuse").location == "/erasures"

    assert the_one().agreed is False
    assert CANARY in second.get(f"/cases/{case.ref}").text
    act = sa.select(TrailEvent.seq).where(TrailEvent.act == KeepingAct.ERASURE_REFUSED)
    assert len(db.session.scalars(act).all()) == 1


def test_the_form_starts_with_the_case_it_was_opened_from(browsers, case):
    assert case.ref in browsers[0].get(f"/erasures/new?case={case.ref}").text
