"""The way of each role's main act, counted by the browser: longer than said here, and a test fails.

`docs/quality.md` shows this table; a test holds the two beside each other.
"""

import re
import time
from typing import NamedTuple

import pytest
from flask import current_app
from playwright.sync_api import expect

from dhp import ROOT
from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.permissions import RoleName
from dhp.calendar import long_date
from dhp.calendar.clock import days_after
from dhp.extensions import db
from dhp.reports import actions as reports
from tests.accounts.people import session_cookie
from tests.browser.measuring import cost, count_from_here
from tests.browser.people import (
    answer_the_background,
    answer_the_death,
    answer_the_people,
    box,
    choose,
    settle,
)
from tests.journeys.world import world_built
from tests.notifications.deaths import ANSWERS

TABLE = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")


class Most(NamedTuple):
    """What a path may cost at most, from the first page on, which counts as one."""

    pages: int
    clicks: int
    seconds: int


def press(page, button):
    page.get_by_role("button", name=button).click()


def follow(page, words, within="main"):
    page.locator(within).get_by_role("link", name=words).first.click()


def notify(page, world):
    press(page, "Notify a death")
    settle(page)
    answer_the_death(page, "CR/77/26")
    press(page, "Save and continue")
    page.wait_for_url("**/people")
    answer_the_people(page)
    press(page, "Save and continue")
    page.wait_for_url("**/background")
    settle(page)
    answer_the_background(page)
    press(page, "Save and continue")
    press(page, "Send notification")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notification sent")


def confirm_none(page, world):
    follow(page, "Return for")
    press(page, "Confirm: no deaths in")
    expect(page.get_by_text("is with the central unit. Thank you.")).to_be_visible()


def answer_a_question(page, world):
    follow(page, "Victim’s age")
    box(page, "Age at the time of the death").click()
    box(page, "Age at the time of the death").fill("43")
    press(page, "Send this answer")
    expect(page.get_by_text("Your answer is with the central unit.")).to_be_visible()


def open_the_latest_report(page, world):
    follow(page, "Weekly briefing")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Weekly briefing")


def accept_and_classify(page, world):
    page.locator("h2:has-text('Accept or return') ~ ol").first.locator("a").first.click()
    press(page, "Accept and open a case")
    follow(page, "Classify it")
    choose(page, "Does this death belong in the collection?", "In scope")
    choose(page, "What type of death is it?", "Intimate partner homicide")
    press(page, "Record this decision")
    expect(page.locator(".app-history")).to_contain_text("classified this case")


def draft_last_week(world):
    front = reports.front_block(current_app.config, world.coder.name)
    run = reports.build_report("weekly", days_after(world.today, -7), front, by=world.coder)
    world.values["draft_to"] = long_date(run.period_to)
    db.session.commit()


def approve_and_issue(page, world):
    draft = page.locator(".app-work__item").filter(has_text=f"To {world.values['draft_to']}")
    draft.locator("a").first.click()
    press(page, "Approve this report")
    press(page, "Issue it now")
    expect(page.get_by_text("The report is issued.")).to_be_visible()


def see_who_read(page, world):
    press(page, "See who saw a case")
    asked = page.get_by_label("Reference", exact=False).first
    asked.click()
    asked.fill(world.refs["cases"]["case"])
    press(page, "Show who saw it")
    expect(page.locator(".app-result")).to_contain_text("Robin Coder")


def invite(page, world):
    press(page, "Invite a person")
    page.get_by_label("Name", exact=True).fill("Ash Example")
    page.get_by_label("E-mail address").fill("ash@example.org")
    page.locator("label").get_by_text("Auditor", exact=True).click()
    press(page, "Make an invitation")
    expect(page.get_by_text("/invitation")).to_be_visible()


PATHS = {
    "Notify a death": (RoleName.SPOC, notify, Most(6, 13, 90)),
    "Confirm that there was none": (RoleName.SPOC, confirm_none, Most(3, 2, 10)),
    "Answer a question": (RoleName.SPOC, answer_a_question, Most(3, 3, 15)),
    "Open the latest report": (RoleName.READER, open_the_latest_report, Most(2, 1, 5)),
    "Accept a notification and classify it": (RoleName.CODER, accept_and_classify, Most(5, 6, 25)),
    "Approve a report and issue it": (RoleName.LEAD, approve_and_issue, Most(4, 3, 15)),
    "See who read a case": (RoleName.AUDITOR, see_who_read, Most(3, 3, 20)),
    "Invite a person": (RoleName.ADMINISTRATOR, invite, Most(3, 3, 25)),
}


@pytest.mark.parametrize("name", PATHS)
def test_a_path_is_no_longer_than_it_is_said_to_be(app, once, open_context, address, name, tell):
    role, walk, most = PATHS[name]
    world = world_built(once)
    if walk is approve_and_issue:
        draft_last_week(world)
    context = open_context(base_url=address)
    context.add_cookies([session_cookie(app, world.users[role]) | {"url": address}])
    page = context.new_page()
    db.session.rollback()
    count_from_here(page)
    page.goto("/")
    settle(page)
    began = time.monotonic()

    walk(page, world)

    waited = time.monotonic() - began
    taken = cost(page)
    tell(f"\n{name}: {taken}, {taken.seconds:.0f} s by hand, {waited:.1f} s here")
    assert taken.pages <= most.pages
    assert taken.clicks <= most.clicks
    assert taken.seconds <= most.seconds


def test_a_program_sends_a_notification_by_one_call(app, once, open_context, address):
    world = world_built(once)
    _made, key = make_key(world.spoc.force, "Crime recording", by=world.spoc)
    db.session.commit()
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "one-of-its-own"}

    answer = open_context().request.post(
        f"{address}/api/v1/notifications", headers=headers, data={"answers": ANSWERS}
    )

    assert answer.status == 201
    assert answer.json()["receipt"]


@pytest.mark.parametrize("name", PATHS)
def test_the_page_on_quality_says_what_is_tried(name):
    _role, _walk, most = PATHS[name]
    row = re.search(rf"^\| {name} \|.*$", TABLE, re.MULTILINE)

    assert row is not None, f"docs/quality.md does not tell of {name!r}"
    assert f"| {most.pages} | {most.clicks} | {most.seconds} |" in row[0]
