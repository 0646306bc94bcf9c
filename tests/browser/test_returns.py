"""Returns in the browser: none in two clicks; disputed and settled; the grid on a desk and a phone."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, month_days, now
from dhp.calendar.clock import days_after
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.dictionary import Given, State
from dhp.extensions import db
from dhp.returns.periods import USUAL, Rhythm, Terms
from dhp.returns.plan import set_terms
from tests.browser.people import go_on, judge, scripts
from tests.browser.test_story import arrive
from tests.cases.conftest import HOMICIDE
from tests.harness.examples import sample

__all__ = ["arrive"]

COUNT_CLICKS = """
sessionStorage.clicks = sessionStorage.clicks || "0";
addEventListener("click", () => { sessionStorage.clicks = Number(sessionStorage.clicks) + 1; }, true);
"""
DESK = ({}, "desktop")
BETWEEN = sample([DESK, ({"java_script_enabled": False}, "no scripts")], [DESK])


@pytest.fixture
def last_month(app):
    """The month before this one, whose return is open; its first day."""
    with app.app_context():
        first = month_days(days_after(month_days(london_date(now()))[0], -1))[0]
        lead = User(email="l@example.org", name="L", role=RoleName.LEAD, joined_at=now())
        db.session.add(lead)
        set_terms(Terms(Rhythm.MONTHLY, first, *USUAL[Rhythm.MONTHLY]), by=lead)
        db.session.commit()
    return first


def a_death(app, day):
    """The case of a death on `day`, of the force of the one contact; gives its reference."""
    with app.app_context():
        by = db.session.query(User).filter_by(role=RoleName.SPOC).one()
        answers = HOMICIDE | {"death.date_of_death": Given(State.ANSWERED, day.isoformat())}
        ref = open_case(Submission(by.force, now(), answers), by=by).ref
        db.session.commit()
    return ref


def test_none_is_confirmed_in_two_clicks_from_the_first_page(last_month, arrive, tell):
    spoc = arrive(RoleName.SPOC)
    spoc.add_init_script(COUNT_CLICKS)
    spoc.goto("/")
    judge(spoc)
    began = time.monotonic()

    spoc.get_by_role("link", name="Return for").click()
    spoc.get_by_role("button", name="Confirm: no deaths in").click()
    expect(spoc.get_by_text("is with the central unit. Thank you.")).to_be_visible()

    seconds = time.monotonic() - began
    clicks = spoc.evaluate("sessionStorage.clicks")
    tell(f"\nNone confirmed: {clicks} clicks, {seconds:.1f} seconds")
    assert clicks == "2"
    assert seconds < 30
    judge(spoc)
    expect(spoc.get_by_text("Confirmed: none")).to_be_visible()


@pytest.mark.parametrize(
    "options", [options for options, _ in BETWEEN], ids=[name for _, name in BETWEEN]
)
def test_a_death_is_disputed_settled_and_read(app, last_month, arrive, options):
    spoc = arrive(RoleName.SPOC, **options)
    coder = arrive(RoleName.CODER, **options)
    a_death(app, last_month + timedelta(days=3))

    spoc.goto(f"/returns/{last_month}")
    spoc.get_by_text("This does not belong here").click()
    judge(spoc)
    spoc.get_by_label("What is wrong with it?").fill("It is told twice.")
    go_on(spoc, "Confirm: this death in")
    expect(spoc.get_by_text("Disputed.", exact=True)).to_be_visible()
    judge(spoc)

    coder.goto("/")
    coder.get_by_role("link", name="Settle disputed deaths").click()
    judge(coder)
    coder.get_by_role("link", name="Kent, from").click()
    go_on(coder, "Settle this")  # without words: the fault is shown
    coder.get_by_label("What did you decide, and why?").fill("These are two people.")
    go_on(coder, "Settle this")
    expect(coder.get_by_text("No force disputes a death.")).to_be_visible()

    spoc.reload()
    expect(spoc.get_by_text("These are two people.")).to_be_visible()
    judge(spoc)


@pytest.mark.parametrize("screen", [{}, {"viewport": {"width": 360, "height": 780}}])
def test_the_grid_of_all_forces_can_be_read(app, last_month, arrive, screen):
    arrive(RoleName.SPOC)
    lead = arrive(RoleName.LEAD, **screen)

    lead.goto("/coverage")
    judge(lead)
    row = lead.get_by_role("row").filter(has=lead.get_by_role("rowheader", name="Kent"))
    expect(row.get_by_role("cell")).to_have_count(1)
    lead.get_by_role("link", name="Kent", exact=True).click()
    judge(lead)
    lead.goto("/coverage/terms")
    judge(lead)


def test_a_missing_death_leads_back_to_the_return(last_month, arrive):
    spoc = arrive(RoleName.SPOC)
    spoc.goto(f"/returns/{last_month}")

    spoc.get_by_role("button", name="Add a death that is missing").click()

    expect(spoc.get_by_role("heading", level=1)).to_be_visible()
    assert "/notifications/" in spoc.url
    assert scripts(spoc)
