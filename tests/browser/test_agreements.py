"""A force's agreement in the browser: recorded, seen by the force, read by, ended; pages judged."""

from playwright.sync_api import expect

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.extensions import db
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive
from tests.cases.conftest import HOMICIDE

__all__ = ["arrive"]

PHONE = {"width": 375, "height": 780}


def look(page, name):
    """Judge the page on a phone and on a desktop."""
    for size in (PHONE, {"width": 1200, "height": 900}):
        page.set_viewport_size(size)
        judge(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{name} is {wide} wide at {size['width']}"


def test_an_agreement_lets_an_analyst_read_until_it_is_ended(app, arrive, scripts):
    spoc, lead, analyst = (
        arrive(role, java_script_enabled=scripts)
        for role in (RoleName.SPOC, RoleName.LEAD, RoleName.ANALYST)
    )
    with app.app_context():
        by = db.session.query(User).filter_by(role=RoleName.SPOC).one()
        ref = open_case(Submission(by.force, now(), HOMICIDE), by=by).ref
        db.session.commit()
    analyst.goto("/cases")
    look(analyst, "no cases")
    expect(analyst.get_by_text("There is no case that you may read.")).to_be_visible()

    recorded(lead)
    seen_by_the_force(spoc)
    read_by_the_analyst(analyst)
    ended(lead)

    assert analyst.goto(f"/cases/{ref}").status == 404
    analyst.goto("/")
    expect(analyst.get_by_text("you may read its cases")).to_have_count(0)


def recorded(lead):
    lead.goto("/agreements")
    look(lead, "agreements")
    lead.get_by_role("button", name="Record an agreement").click()
    look(lead, "recording")
    go_on(lead, "Record this agreement")  # with nothing typed: the faults are shown
    expect(lead.get_by_text("There is a problem")).to_be_visible()
    look(lead, "faults")
    lead.get_by_label("Force", exact=True).select_option("Kent")
    lead.get_by_label("Who agreed for the force?").fill("Head of Public Protection")
    go_on(lead, "Record this agreement")
    expect(lead.get_by_text("The agreement of Kent is recorded.")).to_be_visible()
    look(lead, "recorded")


def seen_by_the_force(spoc):
    spoc.get_by_role("link", name="Deaths", exact=True).click()
    spoc.get_by_role("link", name="Who may read").click()
    expect(spoc.get_by_text("Robin Analyst, South East")).to_be_visible()
    look(spoc, "the force's page")


def read_by_the_analyst(analyst):
    analyst.goto("/")
    look(analyst, "first page")
    expect(analyst.get_by_text("you may read its cases")).to_be_visible()
    analyst.get_by_role("link", name="Cases").first.click()
    look(analyst, "cases")
    analyst.get_by_role("rowheader").get_by_role("link").first.click()
    expect(analyst.get_by_text("You read this case because Kent agreed to it.")).to_be_visible()
    look(analyst, "case")
    for name in ("People", "Contact before the death", "Every definition"):
        analyst.get_by_role("link", name=name, exact=True).click()
        look(analyst, name)
        analyst.go_back()


def ended(lead):
    lead.get_by_role("link", name="End the agreement of Kent").click()
    look(lead, "ending")
    lead.get_by_label("Why does it end?").fill("The force took it back.")
    go_on(lead, "End this agreement")
    expect(lead.get_by_text("The force took it back.")).to_be_visible()
    look(lead, "ended")


def test_an_administrator_invites_an_analyst_and_changes_the_region(arrive):
    administrator = arrive(RoleName.ADMINISTRATOR)
    administrator.goto("/users/new")
    administrator.get_by_label("Name").fill("Ann Analyst")
    administrator.get_by_label("E-mail address").fill("ann@example.org")
    administrator.get_by_label("Regional analyst").check()
    go_on(administrator, "Make an invitation")
    expect(administrator.get_by_role("link", name="Choose the region")).to_be_visible()
    look(administrator, "inviting")
