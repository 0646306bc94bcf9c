"""The pages of reviews: the list says why, the form decides, an erasure asks for proof and a second lead."""

import re
from datetime import date

import pyotp
import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.calendar import london_date, now
from dhp.extensions import db
from dhp.retention.groups import years_after
from dhp.retention.models import RetentionReview
from tests.accounts.people import PASSWORD, SECRET, add_user, sign_in_as
from tests.cases.conftest import HOMICIDE, RECEIVED, given
from tests.harness.looked_over import confirmed
from tests.harness.pages import faults

pytestmark = pytest.mark.only_on("sqlite")


LATE = date(2990, 1, 1)


@pytest.fixture
def case(make_case):
    words = given(death__circumstances="Found by a neighbour.")
    return make_case(HOMICIDE | words, received_at=RECEIVED.replace(year=2015))


@pytest.fixture
def browser(app, case):
    client = app.test_client()
    sign_in_as(client, add_user(RoleName.LEAD, email="lead@example.org"))
    return client


def typed(choice="keep", day=None, **changes):
    until = day or years_after(london_date(now()), 1)
    parts = [until.day, until.month, until.year] if choice == "keep" else ["", "", ""]
    form = {"group": "group 3", "choice": choice, "until": parts, "reason": "A review is open."}
    return form | {"seen": ""} | changes


def test_the_list_says_which_case_is_due_and_why(browser, case):
    page = browser.get("/retention").text

    assert case.ref[:4] in page
    assert "The years until the next review are over." in page
    assert faults(page) == []


def test_a_long_list_goes_over_pages(browser, case, make_case, monkeypatch):
    other = make_case(HOMICIDE, received_at=RECEIVED.replace(year=2014))
    monkeypatch.setattr("dhp.retention.views._SHOWN", 1)

    first = browser.get("/retention").text
    second = browser.get("/retention?page=2").text

    assert "2 reviews are due. 1 on each page" in first
    assert (other.ref[:4] in first, case.ref[:4] in first) == (True, False)
    assert (other.ref[:4] in second, case.ref[:4] in second) == (False, True)
    assert "/retention?page=2" in first
    assert "/retention?page=1" in second


@pytest.mark.parametrize("page", ["0", "3", "x", "99999999", "-1"])
def test_no_such_page_is_the_first(browser, case, page):
    assert case.ref[:4] in browser.get(f"/retention?page={page}").text


def test_a_case_is_kept_until_a_day_and_the_list_is_empty(browser, case):
    answer = browser.post(f"/retention/{case.ref}", data=typed())

    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "A review is open." in page
    assert "Kept until" in page
    assert faults(page) == []
    assert "No review is due today." in browser.get("/retention").text


def test_who_is_named_in_the_reason_is_marked_before_it_is_kept(browser, case):
    reason = "Margaret Ashworth has asked for a review."

    answer = confirmed(browser, f"/retention/{case.ref}", typed(reason=reason), "Margaret Ashworth")

    assert answer.status_code == 303
    assert reason in browser.get(answer.location).text


def test_who_proves_who_they_are_confirms_the_remarks_once(browser, case):
    path, order = f"/retention/{case.ref}", typed("erase", reason="Margaret Ashworth has asked.")
    assert confirmed(browser, path, order, "Margaret Ashworth").location == "/account/proof"
    proof = {"current_password": PASSWORD, "code": pyotp.TOTP(SECRET).now()}
    browser.post("/account/proof", data=proof)

    page = browser.get(path).text

    mark = re.search(r'name="look_mark" value="([^"]+)"', page)
    assert mark is not None
    assert re.search(r'name="look_read"[^>]* checked', page)
    order |= {"look_mark": mark[1], "look_read": "y"}
    assert browser.post(path, data=order).location == path


def test_what_is_missing_is_said_and_nothing_is_kept(browser, case):
    answer = browser.post(f"/retention/{case.ref}", data=typed(until=["", "", ""], reason=""))
    page = browser.post(f"/retention/{case.ref}", data=typed(reason="x" * 501, day=LATE)).text

    assert answer.status_code == 422
    assert "Say why. Name no person." in answer.text
    assert "Say until when the case is kept." in answer.text
    assert "Shorten this by 1 character" in page
    assert "Give a day after today, and not later than" in page
    assert db.session.scalars(sa.select(RetentionReview)).all() == []


def test_to_erase_asks_who_one_is_and_then_another_lead(browser, case):
    order = typed("erase", reason="Nobody needs it.")
    assert browser.post(f"/retention/{case.ref}", data=order).location == "/account/proof"
    proof = {"current_password": PASSWORD, "code": pyotp.TOTP(SECRET).now()}
    assert browser.post("/account/proof", data=proof).location == "/retention"
    assert "Go on with the review" in browser.get("/retention").text
    assert "Nobody needs it." in browser.get(f"/retention/{case.ref}").text

    browser.post(f"/retention/{case.ref}", data=order)

    page = browser.get(f"/retention/{case.ref}").text
    assert "Another lead decides whether it is erased." in page
    assert "Record the review" not in page
    assert "Waiting for another lead" in browser.get("/erasures").text


def test_the_page_of_the_case_leads_to_its_reviews(browser, case):
    assert f"/retention/{case.ref}" in browser.get(f"/cases/{case.ref}").text


def test_leads_and_auditors_see_how_long_everything_is_kept(app, browser):
    auditor = app.test_client()
    sign_in_as(auditor, add_user(RoleName.AUDITOR, email="auditor@example.org"))

    for client in (browser, auditor):
        page = client.get("/retention/clocks").text
        assert "30 days after they were last saved" in page
        assert faults(page) == []
    assert auditor.get("/retention").status_code == 403


def test_reading_is_recorded(browser, case):
    browser.get("/retention")
    browser.get(f"/retention/{case.ref}")

    acts = db.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)).all()
    assert acts[-2:] == ["retention.listed", "retention.read"]
