"""A stage of follow-up in the browser: from the first page to its completion; every page judged."""

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


def test_a_force_follows_up_a_death(app, arrive, scripts):
    spoc = arrive(RoleName.SPOC, java_script_enabled=scripts)
    coder = arrive(RoleName.CODER, java_script_enabled=scripts)
    with app.app_context():
        by = db.session.query(User).filter_by(role=RoleName.SPOC).one()
        ref = open_case(Submission(by.force, now(), HOMICIDE), by=by).ref
        db.session.commit()

    a_stage_is_completed(spoc)
    an_answer_is_corrected(spoc, ref)
    coder.goto(f"/followup/of/{ref}")
    judge(coder)
    coder.get_by_role("link", name="Open “Follow-up after 28 days” again").click()
    judge(coder)


def a_stage_is_completed(spoc):
    spoc.goto("/followup")
    judge(spoc)
    spoc.get_by_role("link", name="42/7").click()
    judge(spoc)
    spoc.get_by_role("button", name="Go to “Follow-up after 28 days”").click()
    judge(spoc)
    spoc.get_by_role("link", name="Investigation", exact=True).click()
    spoc.get_by_label("Not yet established").last.check()
    go_on(spoc, "Save and finish later")
    spoc.get_by_role("link", name="Check and complete").click()
    go_on(spoc, "Complete this stage")  # without a reason: the fault is shown
    expect(spoc.get_by_text("There is a problem")).to_be_visible()
    spoc.get_by_label("Why are these not answered?").fill("Enquiries have only begun.")
    go_on(spoc, "Complete this stage")
    expect(spoc.get_by_text("The stage is completed.")).to_be_visible()


def an_answer_is_corrected(spoc, ref):
    spoc.goto(f"/followup/{ref}/answers/victim.age")
    spoc.get_by_label("Victim’s age").fill("43")
    go_on(spoc, "Save this answer")  # without a reason: what was typed stays
    expect(spoc.get_by_label("Victim’s age")).to_have_value("43")
    spoc.get_by_label("Why does the answer change?").fill("The passport says so.")
    go_on(spoc, "Save this answer")
    judge(spoc)
