"""A question in the browser: asked on a case, answered in three clicks, accepted; every page judged."""

from playwright.sync_api import expect

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.extensions import db
from tests.browser.people import box, go_on, judge
from tests.browser.test_story import arrive
from tests.cases.conftest import HOMICIDE

__all__ = ["arrive"]

UNDERLINED = """marks => marks
    .filter(mark => getComputedStyle(mark).textDecorationLine === "underline")
    .map(mark => mark.firstChild.data + mark.querySelector("span").firstChild.data + "]")"""


def a_case(app):
    """The reference of a case of the force whose contact has arrived."""
    with app.app_context():
        by = db.session.query(User).filter_by(role=RoleName.SPOC).one()
        ref = open_case(Submission(by.force, now(), HOMICIDE), by=by).ref
        db.session.commit()
        return ref


def test_what_names_somebody_is_underlined_and_numbered_on_paper_as_well(app, arrive, scripts):
    arrive(RoleName.SPOC, java_script_enabled=scripts)
    coder = arrive(RoleName.CODER, java_script_enabled=scripts)
    coder.goto(f"/questions/of/{a_case(app)}?about=victim.age")
    words = coder.get_by_label("What do you want to know?")
    words.fill("Tell us whether Kasia Nowicka rang (01632) 960123.")
    go_on(coder, "Ask Kent")

    judge(coder)
    for media in ("screen", "print"):
        coder.emulate_media(media=media)
        marked = coder.locator("mark").evaluate_all(UNDERLINED)
        assert marked == ["Kasia Nowicka [1]", "(01632) 960123 [2]"]


def test_a_question_is_asked_answered_and_accepted(app, arrive, scripts):
    spoc = arrive(RoleName.SPOC, java_script_enabled=scripts)
    coder = arrive(RoleName.CODER, java_script_enabled=scripts)
    ref = a_case(app)

    coder.goto(f"/questions/of/{ref}?about=victim.age")
    go_on(coder, "Ask Kent")  # without words: the fault is shown and the choice is kept
    coder.get_by_label("What do you want to know?").fill("The report says 43. Which is right?")
    go_on(coder, "Ask Kent")
    expect(coder.get_by_text("The question is with Kent.")).to_be_visible()
    judge(coder)

    spoc.goto("/")
    judge(spoc)
    spoc.get_by_role("link", name="Victim’s age").click()
    spoc.get_by_text("The answer is right as it stands").click()
    go_on(spoc, "Send: it is right")  # without saying how: what was opened stays open
    expect(spoc.get_by_label("How do you know?")).to_be_visible()
    box(spoc, "Age at the time of the death").fill("43")
    go_on(spoc, "Send this answer")
    expect(spoc.get_by_text("Your answer is with the central unit.")).to_be_visible()
    judge(spoc)

    coder.goto("/questions/asked")
    judge(coder)
    coder.get_by_role("link", name="Victim’s age").click()
    expect(coder.get_by_text("Gave an answer.")).to_be_visible()
    go_on(coder, "Accept the reply")
    expect(coder.get_by_text("No reply waits for the unit.")).to_be_visible()
    judge(coder)
