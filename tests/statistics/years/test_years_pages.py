"""The pages of years: a force signs in one form, the unit sees who did and settles."""

import json
import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine

from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent, TrailSubject
from dhp.cases.actions import add_answers
from dhp.cases.models import Source
from dhp.dictionary import Stage
from dhp.references import shown_reference
from dhp.statistics.years.figures import GROUPS
from dhp.statistics.years.queries import open_disputes, present_for
from tests.cases.conftest import given
from tests.harness.looked_over import confirmed
from tests.returns.test_left import judge_out

TICKS = {f"checked_{group}": "y" for group in GROUPS}


@pytest.fixture
def browser(app, year, spoc, sign_in):
    sign_in(spoc)
    return app.test_client()


def seen_on(page):
    return re.search(r'name="seen"[^>]*value="([0-9a-f]{64})"', page)[1]


def test_a_contact_signs_from_the_first_page(returning, browser, spoc, year):
    assert "Sign your figures for 2025-26" in browser.get("/").text
    seen = seen_on(browser.get("/years/2025-26").text)

    answer = browser.post(
        "/years/2025-26", data={"seen": seen, **TICKS}, follow_redirects=True
    ).text

    assert "The figures for 2025-26 are signed." in answer
    assert "Nothing has changed since." in answer
    assert present_for(spoc, year).signature.checksum == seen
    assert "Sign your figures" not in browser.get("/").text


def test_no_year_is_asked_for_from_before_forces_returned(browser):
    assert "Sign your figures" not in browser.get("/").text


def test_nothing_is_signed_before_each_group_is_ticked(browser, spoc, year):
    seen = seen_on(browser.get("/years/2025-26").text)

    answer = browser.post("/years/2025-26", data={"seen": seen, "checked_types": "y"})

    assert answer.status_code == 422
    assert "Say that you have checked: deaths by month." in answer.text
    assert present_for(spoc, year).signature is None


def test_a_page_that_is_out_of_date_signs_nothing_and_shows_the_figures_as_they_are(
    browser, make_death, spoc, year
):
    seen = seen_on(browser.get("/years/2025-26").text)
    make_death("2025-06-01", received="2025-06-02T09:00")

    answer = browser.post("/years/2025-26", data={"seen": seen, **TICKS})

    assert answer.status_code == 409
    assert seen_on(answer.text) == present_for(spoc, year).seen != seen


def test_what_is_disputed_waits_for_the_unit(browser, app, coder, lead, sign_in):
    seen = seen_on(browser.get("/years/2025-26").text)
    browser.post("/years/2025-26", data={"seen": seen, "wrong_type-iph": "Two are.", **TICKS})
    [dispute] = open_disputes(coder)

    sign_in(coder)
    first = browser.get("/").text
    listed = browser.get("/years/signed").text
    settled = browser.post(
        f"/years/disputes/{dispute.ref}",
        data={"resolution": "Corrected on Monday."},
        follow_redirects=True,
    ).text

    assert "Settle disputed figures" in first
    assert "Two are." in listed
    assert "Intimate partner homicide" in listed
    assert "The dispute is settled." in settled
    assert "Two are." not in settled


def test_who_reads_what_a_force_disputes_is_in_the_trail(browser, database, coder, sign_in):
    seen = seen_on(browser.get("/years/2025-26").text)
    browser.post("/years/2025-26", data={"seen": seen, "wrong_type-iph": "Two are.", **TICKS})
    [dispute] = open_disputes(coder)
    sign_in(coder)

    browser.get("/years/signed")
    browser.get(f"/years/disputes/{dispute.ref}")
    refused = browser.post(f"/years/disputes/{dispute.ref}", data={"resolution": ""})

    assert refused.status_code == 422
    events = database.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq)).all()
    read = [(one.act, json.loads(one.body)) for one in events if one.actor == coder.ref][-3:]
    assert [act for act, _body in read] == [
        Act.YEAR_DISPUTES_LISTED,
        Act.YEAR_DISPUTE_READ,
        Act.YEAR_DISPUTE_READ,
    ]
    assert {(*body["about"], body["year"]) for _act, body in read} == {(dispute.ref, "2025-26")}
    assert "Two are." not in "".join(one.body for one in events)


def test_who_is_named_in_a_dispute_or_its_settlement_is_marked(
    browser, database, coder, spoc, sign_in, year
):
    path, named = "/years/2025-26", "Two are: ask Margaret Ashworth."
    typed = {"seen": seen_on(browser.get(path).text), "wrong_type-iph": named, **TICKS}

    assert confirmed(browser, path, typed, "Margaret Ashworth").status_code == 303
    [dispute] = open_disputes(coder)
    assert dispute.words == named
    sign_in(coder)
    settled = {"resolution": "Corrected: Margaret Ashworth was right."}
    path = f"/years/disputes/{dispute.ref}"
    assert confirmed(browser, path, settled, "Margaret Ashworth").status_code == 303

    found = sa.select(TrailEvent.body).where(TrailEvent.act == Act.LOOK_CONFIRMED.value)
    told = [json.loads(body)["about"] for body in database.session.scalars(found)]
    assert told == [[present_for(spoc, year).signature.ref], [dispute.ref]]


def test_a_year_that_is_not_over_is_not_there(browser):
    assert browser.get("/years/2026-27").status_code == 404
    assert browser.get("/years/signed?year=2026-27").status_code in {403, 404}


def test_a_year_that_lost_deaths_since_it_was_signed_says_which_when_and_why(
    database, browser, coder, make_death, restricted_death, spoc, year
):
    out, moved = (make_death(f"2025-06-0{day}", received="2025-06-09T09:00") for day in (1, 2))
    hidden = restricted_death("2025-06-03", received="2025-06-09T09:00")
    make_death("2025-06-04", received="2025-06-09T09:00")
    seen = seen_on(browser.get("/years/2025-26").text)
    signed = browser.post("/years/2025-26", data={"seen": seen, **TICKS}, follow_redirects=True)
    with time_machine.travel(datetime(2026, 5, 5, 9, 30, tzinfo=UTC), tick=False):
        for case in (out, hidden):
            judge_out(case, coder)
        corrected = given(death__date_of_death="2025-03-30")
        told = {"source": Source.UNIT, "stage": Stage.FOLLOW_UP, "reason": "A letter."}
        add_answers(moved, corrected, **told, by=coder)
        database.session.commit()
        page = browser.get("/years/2025-26").text

    elsewhere = "Its date of death was corrected, and belongs elsewhere"
    heading = "Deaths that left the year since it was signed"
    assert heading not in signed.text
    lines = re.findall("<li>(.*?)</li>", page.partition(heading)[2].partition("</ul>")[0])
    assert [re.sub("<.*?>", "", line) for line in lines] == [
        f"{shown_reference(out.ref)}: Judged to be out of scope, 5 May 2026 at 10:30.",
        f"{shown_reference(moved.ref)}: {elsewhere}, 5 May 2026 at 10:30.",
    ]
    latest = sa.select(sa.func.max(TrailEvent.seq)).where(TrailEvent.act == Act.YEAR_READ)
    about = sa.select(TrailSubject.ref).where(TrailSubject.seq == latest.scalar_subquery())
    assert set(database.session.scalars(about)) == {out.ref, moved.ref}
