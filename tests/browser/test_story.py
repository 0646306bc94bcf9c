"""The path of a death in the browser: every page that its people meet is judged on the way."""

import json
import re

import pytest
from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from tests.accounts.people import add_user
from tests.browser.people import (
    WORDS,
    answer_the_background,
    answer_the_death,
    answer_the_people,
    come_in,
    go_on,
    judge,
)


@pytest.fixture
def arrive(app, open_context, address):
    """Gives a role an account and a browser, and signs it in."""
    app.config["WTF_CSRF_ENABLED"] = True

    def come(role, **options):
        with app.app_context():
            email = add_user(role).email
        page = open_context(base_url=address, **options).new_page()
        come_in(page, email)
        return page

    return come


@pytest.mark.only_on("sqlite", "postgresql")
def test_a_death_goes_from_a_force_to_a_reader(arrive):
    spoc, coder = arrive(RoleName.SPOC), arrive(RoleName.CODER)
    go_on(spoc, "Notify a death")
    answer_the_death(spoc, "CR/77/26")
    go_on(spoc)
    answer_the_people(spoc)
    go_on(spoc)
    answer_the_background(spoc)
    go_on(spoc)
    go_on(spoc, "Send notification")

    returned_and_sent_again(spoc, coder)
    accepted(coder)
    classified(coder)
    built(coder)
    reader = arrive(RoleName.READER, accept_downloads=True)
    issued(arrive(RoleName.LEAD))
    reader.goto("/")
    read(reader)


def returned_and_sent_again(spoc, coder):
    open_first(coder, "/notifications/inbox")
    judge(coder)
    coder.get_by_role("link", name="Return it to the force").click()
    coder.get_by_label("What does the force need").fill("Which town?")
    go_on(coder, "Return notification")
    expect(coder.get_by_text("The notification is back with its force.")).to_be_visible()
    judge(coder)

    spoc.goto("/")
    judge(spoc)
    spoc.get_by_role("link", name="CR/77/26").click()
    expect(spoc.get_by_text("Which town?")).to_be_visible()
    judge(spoc)
    spoc.get_by_role("link", name="Check your answers and send").click()
    go_on(spoc, "Send notification")


def open_first(page, address):
    page.goto(address)
    judge(page)
    page.locator("main tbody a").first.click()


def accepted(coder):
    open_first(coder, "/notifications/inbox")
    expect(coder.get_by_text(WORDS)).to_be_visible()
    go_on(coder, "Accept and open a case")
    expect(coder.get_by_role("alert")).to_contain_text("Accepted. The case is")
    judge(coder)


def classified(coder):
    open_first(coder, "/cases")
    judge(coder)
    coder.get_by_role("link", name="Classify this case").click()
    expect(coder.get_by_text("In scope: Intimate partner homicide")).to_have_count(2)
    coder.get_by_text("Adult family homicide", exact=True).click()
    go_on(coder, "Record this decision")
    judge(coder)  # with its faults
    coder.locator("label").get_by_text("In scope", exact=True).click()
    coder.get_by_label("Why?").fill("They lived together as brother and sister do.")
    go_on(coder, "Record this decision")
    history = coder.locator(".app-history")
    expect(history).to_contain_text("classified this case: Adult family homicide.")
    judge(coder)


def built(coder):
    coder.goto("/reports/")
    judge(coder)
    coder.get_by_role("button", name="Build a report").click()
    coder.get_by_text("so far").first.click()
    go_on(coder, "Build the draft")
    expect(coder.get_by_text("This is a draft.")).to_be_visible()
    judge(coder)


def issued(lead):
    judge(lead)
    lead.goto("/reports/recipients")
    reader = lead.get_by_role("option", name="(Reader)").text_content()
    lead.get_by_label("Who?").select_option(label=(reader or "").strip())
    lead.get_by_label("Which report?").select_option("weekly")
    go_on(lead, "Name this recipient")
    lead.goto("/")
    lead.get_by_role("link", name="Weekly briefing").click()
    go_on(lead, "Approve this report")
    judge(lead)
    go_on(lead, "Issue it now")
    expect(lead.get_by_role("alert")).to_contain_text("The report is issued.")


def read(reader):
    judge(reader)
    reader.get_by_role("link", name="Weekly briefing").click()
    row = reader.get_by_role("row", name="Adult family homicide").first
    expect(row.get_by_role("cell").first).to_have_text("1")
    judge(reader)

    with reader.expect_download() as download:
        reader.get_by_role("link", name="data (JSON)").click()
    report = json.loads(download.value.path().read_text(encoding="utf-8"))
    with reader.expect_download() as download:
        reader.get_by_role("link", name="PDF").click()
    assert report["blocks"]
    assert download.value.path().read_bytes().startswith(b"%PDF-")


PAGES = {
    RoleName.SPOC: ("/notifications", "/notifications/blank", "/account", "/account/password"),
    RoleName.CODER: ("/", "/notifications/inbox", "/cases", "/cases?scope=in", "/reports/build"),
    RoleName.READER: ("/", "/reports/", "/cases", "/no-such-page"),
    RoleName.ADMINISTRATOR: ("/", "/users", "/users/new"),
    RoleName.AUDITOR: ("/", "/trail"),
}


@pytest.mark.parametrize("role", PAGES)
def test_every_other_page_can_be_used_by_everybody(arrive, role):
    page = arrive(role)

    for address in PAGES[role]:
        page.goto(address)
        judge(page)
        page.set_viewport_size({"width": 360, "height": 780})
        judge(page)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_the_pages_before_signing_in_can_be_used_by_everybody(page):
    page.goto("/sign-in")
    judge(page)
    page.get_by_role("button", name="Sign in").click()
    judge(page)
    page.get_by_role("link", name="Accessibility").click()
    judge(page)


def test_a_printed_receipt_carries_its_proof_and_nothing_to_click(arrive):
    spoc = arrive(RoleName.SPOC)
    spoc.get_by_role("button", name="Notify a death").click()
    answer_the_death(spoc, "CR/77/26")
    spoc.get_by_role("button", name="Save and continue").click()
    spoc.wait_for_url("**/people")
    spoc.get_by_role("button", name="Save and continue").click()
    answer_the_background(spoc)
    spoc.get_by_role("button", name="Save and continue").click()
    spoc.get_by_label("Why are these not answered?").fill("Night shift.")
    spoc.get_by_role("button", name="Send notification").click()

    spoc.emulate_media(media="print")

    expect(spoc.get_by_text("Notification sent")).to_be_visible()
    expect(spoc.get_by_text("CR/77/26")).to_be_visible()
    expect(spoc.get_by_text(re.compile("^[0-9]+:[0-9a-f]{64}$")).first).to_be_visible()
    assert WORDS not in spoc.content()
    for hidden in ("Sign out", "All notifications", "Back to all notifications"):
        expect(spoc.get_by_text(hidden, exact=True)).to_be_hidden()
    assert spoc.pdf(format="A4").startswith(b"%PDF-")
