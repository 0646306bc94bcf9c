"""The calendar, the mail and the chief officers in the browser; every page judged."""

from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from dhp.extensions import db
from dhp.mail.models import Status
from dhp.mail.outbox import post
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive

__all__ = ["arrive"]


def test_a_lead_names_a_chief_officer_and_sends_a_message_again(app, arrive, scripts):
    arrive(RoleName.SPOC, java_script_enabled=scripts)  # which loads the forces
    lead = arrive(RoleName.LEAD, java_script_enabled=scripts)
    with app.app_context():
        message = post(to="a@example.org", subject="What waits", text="One.", key="one")
        message.status, message.settled_at = Status.UNSURE, message.posted_at
        message.trouble = "No answer after the text"
        db.session.commit()

    lead.goto("/")
    judge(lead)
    lead.get_by_role("link", name="1 message").click()
    judge(lead)
    lead.get_by_role("button", name="Send again").click()
    expect(lead.get_by_text("The message waits to be sent again.")).to_be_visible()
    judge(lead)

    lead.get_by_role("link", name="Chief officers").click()
    judge(lead)
    lead.get_by_role("link", name="Kent").click()
    lead.get_by_label("Name", exact=True).fill("Ash Chief")
    go_on(lead, "Name this person")  # without an address: the fault is shown
    lead.get_by_label("E-mail address").fill("ash.chief@example.org")
    go_on(lead, "Name this person")
    expect(lead.get_by_text("The chief officer for Kent is named.")).to_be_visible()
    judge(lead)


def test_everybody_comes_from_the_first_page_to_the_calendar_and_its_file(arrive):
    reader = arrive(RoleName.READER)

    reader.get_by_role("link", name="See the next 12 months").click()
    judge(reader)
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Download these dates").click()

    assert download.value.suggested_filename == "dates.ics"
