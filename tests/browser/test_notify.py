"""Notifying a death on a desktop, a phone, without scripts, and with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from tests.accounts.people import add_user
from tests.browser.people import (
    WORDS,
    answer_the_background,
    answer_the_death,
    answer_the_people,
    begin,
    box,
    come_in,
    go_on,
    judge,
    reach,
    until,
)

STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const seen = box.width * box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  return [at === document.body ? "BODY" : at.outerHTML, seen];
}"""


@pytest.fixture
def spoc(app):
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        return add_user(RoleName.SPOC, email="spoc@example.org").email


@pytest.mark.parametrize("kind", ["page", "phone", "page_without_scripts"])
def test_a_death_is_notified(request, spoc, kind):
    page = request.getfixturevalue(kind)
    come_in(page, spoc)

    go_on(page, "Notify a death")
    answer_the_death(page, "CR/77/26")
    go_on(page)
    answer_the_people(page)
    go_on(page)
    answer_the_background(page)
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers and send")
    expect(page.get_by_text("Former partner, boyfriend or girlfriend")).to_be_visible()
    go_on(page, "Send notification")

    expect(page.get_by_role("heading", level=1)).to_have_text("Notification sent")
    judge(page)
    page.get_by_role("link", name="Your notifications").click()
    expect(page.get_by_role("link", name="CR/77/26")).to_be_visible()
    judge(page)
    page.get_by_role("link", name="CR/77/26").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    judge(page)


def saves(*texts):
    """Whether a response answers the saving of all `texts`: a slow machine saves in between."""
    return lambda answer: (
        answer.url.endswith("/autosave")
        and all(text in (answer.request.post_data or "") for text in texts)
    )


def test_what_is_typed_is_saved_while_it_is_typed(page, spoc):
    begin(page, spoc)
    said = page.get_by_role("status").filter(has_text="aved at")
    box(page, "What is your own reference?").fill("CR/1/26")

    with page.expect_response(saves("CR/1/26", "victim_home")) as saved:
        page.get_by_label("Victim’s home").check(force=True)
    assert saved.value.ok
    expect(said).to_be_visible()

    page.reload()
    expect(box(page, "What is your own reference?")).to_have_value("CR/1/26")
    expect(page.get_by_label("Victim’s home")).to_be_checked()


def test_what_is_typed_before_the_script_is_there_is_saved_too(page, spoc):
    come_in(page, spoc)
    held = []

    def hold(route):
        held.append(route)

    page.route("**/app.js*", hold)
    page.get_by_role("button", name="Notify a death").click()
    box(page, "What is your own reference?").fill("CR/1/26")
    page.get_by_label("Victim’s home").check(force=True)

    with page.expect_response(saves("CR/1/26", "victim_home")) as saved:
        for request in held:
            request.continue_()

    assert saved.value.ok


def test_the_button_waits_for_a_saving_under_way(page, spoc):
    begin(page, spoc)
    held = []
    page.route("**/autosave", lambda route: held.append((route, route.fetch())))
    box(page, "What is your own reference?").fill("CR/1/26")
    until(page, lambda: held)  # the server has saved, the page does not know yet
    box(page, "What is your own reference?").fill("CR/2/26")

    page.get_by_role("button", name="Save and continue").click()
    for route, response in held:
        route.fulfill(response=response)

    page.wait_for_url("**/people")  # not a page that says somebody else has saved
    page.go_back()
    expect(box(page, "What is your own reference?")).to_have_value("CR/2/26")


def test_a_draft_that_cannot_be_saved_just_now_says_so_and_keeps_what_is_typed(
    page, spoc, complaints
):
    begin(page, spoc)
    page.route("**/autosave", lambda route: route.abort())

    box(page, "What is your own reference?").fill("CR/1/26")

    expect(page.get_by_text("could not be saved just now")).to_be_visible()
    expect(box(page, "What is your own reference?")).to_have_value("CR/1/26")
    complaints.clear()  # the browser says that the request failed, as it was made to


def test_faults_are_told_where_they_are(page, spoc):
    begin(page, spoc)
    page.get_by_role("group", name="When did the person die?").get_by_label("Month").fill("13")
    page.get_by_role("button", name="Save and continue").click()

    expect(page).to_have_title("Error: The death - Domestic abuse related deaths")
    judge(page)
    page.get_by_role("alert").get_by_role("link").click()
    focused = page.evaluate("() => document.activeElement.name")
    assert focused.startswith("death.date_of_death")


def test_a_state_takes_the_place_of_a_value_and_back(page, spoc):
    begin(page, spoc)
    question = page.get_by_role("group", name="What is your own reference?")
    box, state = question.get_by_role("textbox"), question.get_by_label("Not yet established")

    box.fill("CR/1/26")
    state.check(force=True)
    expect(box).to_have_value("")
    box.fill("CR/2/26")
    expect(state).not_to_be_checked()


def press_until(page, key, wanted, most=60):
    """Press a key until the focus is on what `wanted` (a test in JavaScript) describes."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"() => {{ const at = document.activeElement; return {wanted}; }}"):
            return
    raise AssertionError(f"{key} never leads to {wanted}")


def test_the_form_is_filled_in_with_the_keyboard_alone(page, spoc):
    come_in(page, spoc)
    press_until(page, "Tab", "at.textContent.includes('Notify a death')")
    page.keyboard.press("Enter")
    reach(page, "**/death")

    press_until(page, "Tab", "at.name === 'death.force_ref'")
    page.keyboard.type("CR/77/26")
    press_until(page, "Tab", "at.name === 'death.suspected_intent'")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press_until(page, "Tab", "at.textContent === 'Save and continue'")
    page.keyboard.press("Enter")
    reach(page, "**/people")

    press_until(page, "Tab", "at.name === 'death.suspect_identified'")
    page.keyboard.press("Space")
    press_until(page, "Tab", "at.id === 'suspect1-relationship'")
    page.keyboard.type("former h")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    press_until(page, "Tab", "at.textContent === 'Save and continue'")
    page.keyboard.press("Enter")
    reach(page, "**/background")
    press_until(page, "Tab", "at.textContent === 'Save and continue'")
    page.keyboard.press("Enter")
    reach(page, "**/check")

    for shown in ("CR/77/26", "Suicide", "Former husband, wife or civil partner"):
        expect(page.get_by_text(shown)).to_be_visible()
    press_until(page, "Tab", "at.name === 'gap_reason'")
    page.keyboard.type("Night shift.")
    press_until(page, "Tab", "at.textContent === 'Send notification'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notification sent")


def test_every_stop_of_the_keyboard_can_be_seen(page, spoc):
    begin(page, spoc)

    stops = []
    while True:
        page.keyboard.press("Tab")
        stop, seen = page.evaluate(STOP)
        if stop in ("BODY", "HTML"):
            break
        assert seen, stop
        stops.append(stop)

    assert len(stops) > 20
