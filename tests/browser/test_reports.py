"""A report in the browser: commented on by a coder, approved by a lead, on pages that everybody can use."""

from datetime import timedelta

import pytest
from flask import current_app
from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, now
from dhp.extensions import db
from dhp.reports.actions import build_report, front_block
from tests.accounts.people import add_user
from tests.browser.people import judge
from tests.browser.test_story import arrive

__all__ = ["arrive"]


def a_draft():
    """A draft of last week, built by somebody who has left the room."""
    coder = add_user(RoleName.CODER, name="Cal", email="cal@example.org")
    week = london_date(now()) - timedelta(days=7)
    build_report("weekly", week, front_block(current_app.config, "Cal"), by=coder)
    db.session.commit()


@pytest.fixture
def draft(once):
    once(a_draft)


def test_a_draft_is_commented_on_and_approved(draft, arrive):
    coder = arrive(RoleName.CODER)
    coder.get_by_role("link", name="Weekly briefing").click()
    judge(coder)
    coder.get_by_role("link", name="Add a comment on Headlines").click()
    coder.get_by_label("Your comment").fill("Nothing came in this week.")
    judge(coder)
    coder.get_by_role("button", name="Put it into the draft").click()
    expect(coder.get_by_role("heading", name="Comments")).to_be_visible()
    judge(coder)

    lead = arrive(RoleName.LEAD)
    lead.get_by_role("link", name="Weekly briefing").click()
    lead.get_by_role("button", name="Approve this report").click()
    expect(lead.get_by_role("heading", name="Approved, not issued yet")).to_be_visible()
    judge(lead)
    lead.get_by_role("button", name="Issue it now").click()
    lead.get_by_role("link", name="Who opened it").click()
    judge(lead)
    for page in ("Who gets which report", "When reports are issued"):
        lead.get_by_role("link", name="Reports", exact=True).first.click()
        lead.get_by_role("link", name=page).click()
        judge(lead)
