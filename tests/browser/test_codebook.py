"""The codebook in the browser: a lead opens a version, changes it and publishes it."""

from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from dhp.coding.codebook.loading import load_codebook
from dhp.extensions import db
from tests.browser.conftest import PHONE
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive

__all__ = ["arrive"]


def test_a_lead_changes_the_codebook(app, arrive):
    with app.app_context():
        load_codebook(db.session())
        db.session.commit()
    lead = arrive(RoleName.LEAD)

    lead.goto("/codebook")
    go_on(lead, "Open version 2 for changes")
    lead.get_by_role("link", name="5.03.01 History checks made").click()
    lead.get_by_role("link", name="Split").click()
    lead.get_by_label("Label").nth(0).fill("History checked at the scene")
    lead.get_by_label("Definition").nth(0).fill("Records were looked up at the scene.")
    lead.get_by_label("Label").nth(1).fill("History checked later")
    go_on(lead, "Split it")  # half a part is refused, and what was typed stays
    expect(lead.get_by_role("heading", name="There is a problem")).to_be_visible()
    lead.get_by_label("Definition").nth(1).fill("Records were looked up afterwards.")
    lead.get_by_label("Why?").fill("Coders used it for two things.")
    go_on(lead, "Split it")
    expect(lead.get_by_text("waits for a coder to choose between")).to_be_visible()

    lead.set_viewport_size(PHONE)
    lead.goto("/codebook/code/5.03.02/revise")
    lead.get_by_label("Definition").fill("Somebody asked what lay behind what they were told.")
    lead.get_by_label("Why?").fill("Shorter.")
    go_on(lead, "Keep these words")
    judge(lead)
    lead.goto("/codebook/publish")
    lead.get_by_label("What changed?").fill("History checks are parted.")
    go_on(lead, "Publish version 2")
    for page in ("/codebook", "/codebook/changes", "/codebook/files"):
        lead.goto(page)
        judge(lead)
        wide = lead.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide, f"{page} is wider than a phone."
