"""The pages of requests: names in no address, what is not looked through is said, two leads and proof."""

import json

import pyotp
import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.extensions import db
from dhp.subjects.models import SubjectRequest
from tests.accounts.people import PASSWORD, SECRET, add_user, sign_in_as
from tests.cases.conftest import HOMICIDE, given
from tests.harness.pages import faults

pytestmark = pytest.mark.only_on("sqlite")

TOLD = "Ada Marlowe was with Xanthippe Quillfeather."
ASKED = {"names": "Ada Marlowe", "born": ["", "", ""], "requester": "By letter, with a passport."}


@pytest.fixture
def case(make_case):
    return make_case(HOMICIDE | given(death__circumstances=TOLD))


@pytest.fixture
def browsers(app, case):
    found = []
    for name in ("one", "two"):
        client = app.test_client()
        sign_in_as(client, add_user(RoleName.LEAD, email=f"{name}@example.org"))
        found.append(client)
    return found


def the_one():
    db.session.expire_all()
    return db.session.scalars(sa.select(SubjectRequest)).one()


def choose(page, case):
    """What the lead chooses: the suspect, and every text given."""
    names = [part.split('"')[0] for part in page.split('name="text ')[1:]]
    return {f"case {case.ref}": "suspect1"} | {f"text {name}": "give" for name in names}


def test_a_request_goes_from_the_search_to_the_file(browsers, case):
    first, second = browsers
    where = first.post("/subjects/new", data=ASKED).location
    page = first.get(where).text
    assert "Ada" not in where
    assert "Xanthippe" in page  # the lead reads the text itself
    assert "This is said whether or not anything is there." in page
    assert faults(page) == []

    after = first.post(where, data=choose(page, case)).location
    page = first.get(after).text
    assert "Xanthippe" not in page
    assert "another lead approves it" in page
    assert faults(page) == []

    assert second.post(f"{where}/approve").location == "/account/proof"
    proof = {"current_password": PASSWORD, "code": pyotp.TOTP(SECRET).now()}
    second.post("/account/proof", data=proof)
    assert second.post(f"{where}/approve").location == after

    for kind in ("html", "json"):
        order = {"to": "Ada Marlowe, by post", "form": kind}
        answer = first.post(f"{where}/give", data=order)
        assert answer.headers["Content-Disposition"].endswith(f".{kind}")
        assert "Ada Marlowe was with █████ █████." in answer.text
        assert "Xanthippe" not in answer.text
    assert json.loads(answer.text)["names"] == ["Ada Marlowe"]
    assert the_one().given_to == "Ada Marlowe, by post"


def test_half_a_name_is_asked_for_again(browsers):
    answer = browsers[0].post("/subjects/new", data=ASKED | {"names": "Marlowe"})

    assert answer.status_code == 422
    assert "Give each name in full" in answer.text


def test_nobody_is_found_and_that_is_an_answer_too(browsers):
    where = browsers[0].post("/subjects/new", data=ASKED | {"names": "No Body"}).location

    assert "Nobody of this name was found" in browsers[0].get(where).text
    after = browsers[0].post(where).location
    assert "holds nothing about you" in browsers[0].get(after).text


def test_the_search_is_recorded_with_its_cases_and_without_the_name(browsers, case):
    where = browsers[0].post("/subjects/new", data=ASKED).location
    browsers[0].get(where)

    event = db.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq.desc())).first()
    body = json.loads(event.body)
    assert (body["act"], body["purpose"]) == ("subject.searched", "answer people about themselves")
    assert case.ref in body["about"]
    assert "Marlowe" not in event.body


def test_the_list_names_nobody(browsers):
    browsers[0].post("/subjects/new", data=ASKED)

    page = browsers[0].get("/subjects").text
    assert "Looked for, nothing chosen yet" in page
    assert "Marlowe" not in page
    assert faults(page) == []
