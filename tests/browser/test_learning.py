"""Learning in the browser: an alert and a recommendation are raised, answered, and seen overdue."""

from datetime import timedelta

import sqlalchemy as sa
from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, now
from dhp.extensions import db
from dhp.learning.models import Recommendation
from tests.browser.conftest import PHONE
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive

__all__ = ["arrive"]

TITLE = "Check the history at every unexpected death"


def fill_day(page, question, day):
    boxes = page.get_by_role("group", name=question)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))


def test_what_is_learnt_is_told_answered_and_seen_overdue(app, arrive):
    spoc = arrive(RoleName.SPOC, viewport=PHONE, has_touch=True)
    coder = arrive(RoleName.CODER)
    second = arrive(RoleName.LEAD, java_script_enabled=False)

    a_finding_is_recorded(coder)
    an_alert_is_raised(coder, second)
    spoc.goto("/")
    judge(spoc)
    spoc.get_by_role("link", name="Search before you leave").click()
    expect(spoc.get_by_text("Search every system.")).to_be_visible()
    judge(spoc)

    a_recommendation_is_issued(coder)
    spoc.goto("/")
    spoc.get_by_role("link", name="Recommendation 1 of").click()
    judge(spoc)
    spoc.get_by_role("button", name="Answer for your force").click()
    go_on(spoc, "Send the answer")  # a blank is refused
    spoc.get_by_label("What has your force done").fill("The policy is written.")
    go_on(spoc, "Send the answer")
    expect(spoc.get_by_text("Your answer is with the central unit.")).to_be_visible()
    judge(spoc)

    second.goto("/")
    second.get_by_role("link", name="Kent").click()
    second.get_by_label("In progress").check()
    second.get_by_label("Why?").fill("Written, not yet taught.")
    go_on(second, "Set where it stands")
    expect(second.get_by_text("Kent: in progress.")).to_be_visible()

    time_passes(app)
    a_leader_sees_it_overdue(arrive(RoleName.READER))


def a_finding_is_recorded(coder):
    coder.goto("/learning/findings/new")
    coder.get_by_label("The finding in one line").fill("History is missed")
    coder.get_by_label("What was found?").fill("Systems were not searched.")
    coder.get_by_label("Codes of the codebook").fill("5.03.01")
    go_on(coder, "Keep this finding")
    judge(coder)
    coder.get_by_role("link", name="Findings").click()
    judge(coder)


def an_alert_is_raised(coder, second):
    coder.goto("/learning/alerts/new")
    go_on(coder, "Keep the draft")  # what is missing is said, each beside its field
    judge(coder)
    coder.get_by_label("The alert in one line").fill("Search before you leave")
    coder.get_by_label("What was learnt?").fill("A history was missed.")
    coder.get_by_label("What should people do now?").fill("Search every system.")
    fill_day(coder, "When did the unit learn of it?", london_date(now()))
    coder.get_by_label("Single point of contact of a force").check()
    coder.get_by_label("Which finding does it come from?").select_option(label="History is missed")
    go_on(coder, "Keep the draft")
    go_on(coder, "Hand it in to be checked")
    expect(coder.get_by_text("Another person of the unit has to check it.")).to_be_visible()
    judge(coder)

    second.goto("/")
    second.get_by_role("link", name="Search before you leave").click()
    go_on(second, "Yes: it can be sent")
    go_on(second, "Send the alert")
    expect(second.get_by_text("The alert is sent.")).to_be_visible()
    coder.goto("/learning/alerts")
    judge(coder)


def a_recommendation_is_issued(coder):
    coder.goto("/learning/recommendations/new")
    coder.get_by_label("The recommendation in one line").fill(TITLE)
    coder.get_by_label("What should change?").fill("Officers search every system.")
    coder.get_by_label("History is missed").check()
    coder.get_by_label("All forces: the 43 territorial forces").check()
    coder.get_by_label("Which role owns it").fill("Head of crime")
    fill_day(coder, "By when is it due?", london_date(now()) + timedelta(days=30))
    go_on(coder, "Keep the draft")
    go_on(coder, "Issue this recommendation")
    expect(coder.get_by_text("It is issued as recommendation 1 of")).to_be_visible()
    judge(coder)


def time_passes(app):
    """Nobody can wait for the day on which it is due."""
    with app.app_context():
        past = london_date(now()) - timedelta(days=3)
        db.session.execute(sa.update(Recommendation).values(due_on=past))
        db.session.commit()


def a_leader_sees_it_overdue(reader):
    judge(reader)
    expect(reader.get_by_text("44 of 44 late, by 3 days")).to_be_visible()
    reader.get_by_role("link", name="Recommendation 1 of").click()
    expect(reader.get_by_text("Overdue by 3 days")).to_have_count(44)
    expect(reader.get_by_text("Written, not yet taught.")).to_be_visible()
    judge(reader)
    reader.goto("/learning?status=overdue")
    judge(reader)
    reader.get_by_role("link", name=TITLE).click()
    judge(reader)
