"""The library in the browser: a force sends an entry on a phone, a lead reviews it, the force uses it."""

from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from tests.browser.conftest import PHONE
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive

__all__ = ["arrive"]


def test_an_entry_is_sent_reviewed_found_and_used(arrive):
    spoc, lead = arrive(RoleName.SPOC, viewport=PHONE, has_touch=True), arrive(RoleName.LEAD)
    spoc.goto("/practice/new")
    spoc.get_by_label("Title").fill("A second look at falls")
    go_on(spoc, "Send it for review")  # the rest is missing, and the title is kept in its box
    expect(spoc.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(spoc.get_by_label("Title")).to_have_value("A second look at falls")
    for label in ("What is it, in one", "What is done, by whom", "What is known of its effect?"):
        spoc.get_by_label(label).fill("The detective reads the history.")
    spoc.get_by_label("Which team can be asked?").fill("Review team")
    spoc.get_by_label("Unexpected death").check()
    spoc.get_by_label("Police response").check()
    go_on(spoc, "Send it for review")
    expect(spoc.get_by_text("Waits for review")).to_be_visible()

    reviewed(lead)
    used(spoc)


def reviewed(lead):
    lead.goto("/")
    lead.get_by_role("link", name="A second look at falls").click()
    lead.get_by_role("link", name="Review it").click()
    lead.get_by_text("Promising. First results").click()
    lead.get_by_label("Who judged it?").fill("The central unit")
    lead.get_by_label("On what evidence?").fill("Two forces.")
    go_on(lead, "Keep this review")
    judge(lead)


def used(spoc):
    spoc.goto("/practice")
    judge(spoc)
    spoc.get_by_label("Search for words").fill("histories of a fall")
    spoc.get_by_role("button", name="Search").click()
    spoc.get_by_role("link", name="A second look at falls").click()
    spoc.get_by_role("link", name="Say what your force does with it").click()
    spoc.get_by_label("Using it").check()
    for label, number in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        spoc.get_by_label(label).fill(number)
    go_on(spoc, "Keep this")
    expect(spoc.get_by_role("cell", name="Using it")).to_be_visible()
    judge(spoc)
