"""Weekly figures in the browser: a contact types a week, corrects it, and looks at the trend."""

import pytest
from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from dhp.calendar import week_of
from dhp.context.rules import latest_week
from dhp.context.strands import load_strands
from dhp.extensions import db
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive
from tests.harness.examples import sample

__all__ = ["arrive"]

HOW = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "has_touch": True},
    "without scripts": {"java_script_enabled": False},
}

SCROLLING = "frames => frames.filter(one => one.scrollWidth > one.clientWidth + 1).length"


def shows_whole_tables(page):
    """Whether every table of a page is read without scrolling it sideways, the folded ones too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    frames = page.locator(".app-scroll")
    return frames.count() > 0 and frames.evaluate_all(SCROLLING) == 0


@pytest.mark.parametrize("how", sample(HOW, ("desktop", "phone")))
def test_a_contact_returns_and_corrects_a_week(app, arrive, how):
    with app.app_context():
        load_strands(db.session())
        db.session.commit()
    spoc = arrive(RoleName.SPOC, **HOW[how])
    week = week_of(latest_week().end)

    spoc.goto("/captures")
    judge(spoc)
    spoc.get_by_role("button", name="Return the week ending").click()
    spoc.get_by_label("Domestic abuse incidents").fill("many")
    spoc.get_by_label("Missing people").fill("0")
    go_on(spoc, "Send these figures")  # a word is refused, and the nil is kept in its box
    expect(spoc.get_by_label("Missing people")).to_have_value("0")
    judge(spoc)
    spoc.get_by_label("Domestic abuse incidents").fill("412")
    go_on(spoc, "Send these figures")
    expect(spoc.get_by_text("They count from the briefing of")).to_be_visible()
    judge(spoc)

    spoc.goto(f"/captures/E23000032/{week.end.isoformat()}")
    spoc.get_by_label("Domestic abuse incidents").fill("415")
    spoc.get_by_label("Why do figures change?").fill("Recorded later.")
    go_on(spoc, "Send these figures")
    expect(spoc.get_by_text("415")).to_be_visible()
    expect(spoc.get_by_text("corrected", exact=True)).to_be_visible()

    spoc.get_by_role("link", name="Trends by week").click()
    expect(spoc.get_by_role("heading", name="Domestic abuse incidents")).to_be_visible()
    judge(spoc)
    assert shows_whole_tables(spoc)
    spoc.goto("/captures/file")
    judge(spoc)


@pytest.mark.parametrize("how", ["desktop", "phone"])
def test_the_unit_reads_the_week_and_records_a_note(app, arrive, how):
    with app.app_context():
        load_strands(db.session())
        db.session.commit()
    lead = arrive(RoleName.LEAD, **HOW[how])

    for page in ("/captures", "/captures/trends", "/captures/strands", "/captures/strands/new"):
        lead.goto(page)
        judge(lead)
    lead.goto("/insight/new")
    go_on(lead, "Keep this note")
    expect(lead.get_by_role("heading", name="There is a problem")).to_be_visible()
    judge(lead)
    lead.get_by_label("Strand").select_option(label="Missing people")
    lead.get_by_label("Who told it?").fill("A national helpline")
    for label, number in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        lead.get_by_label(label).fill(number)
    lead.get_by_text("Seen in its own work").click()
    lead.get_by_text("Yes, without its name").click()
    lead.get_by_label("What was told?").fill("More calls at night.")
    go_on(lead, "Keep this note")
    expect(lead.get_by_text("The note is kept.")).to_be_visible()
    judge(lead)
    lead.get_by_role("link", name="Correct it").click()
    judge(lead)
    lead.goto("/insight")
    judge(lead)
