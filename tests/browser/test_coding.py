"""Coding in the browser: a case coded with the keyboard alone, by two people, and settled by a third."""

import pytest
from playwright.sync_api import expect

from dhp.coding.passes.models import Mark
from dhp.coding.passes.rules import Polarity
from dhp.extensions import db
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import come_in, go_on, judge, settle
from tests.coding import world
from tests.coding.world import TEXT

HOW = {
    "keyboard": {"viewport": DESKTOP},
    "without scripts": {"viewport": PHONE, "java_script_enabled": False},
}


@pytest.fixture
def arrive(app, once, open_context, address):
    """Signs somebody of the world in."""
    app.config["WTF_CSRF_ENABLED"] = True
    once(world.build)
    world.give(world.cases()[0])
    db.session.rollback()

    def come(local, **options):
        page = open_context(base_url=address, **options).new_page()
        come_in(page, f"{local}@example.org")
        return page

    return come


@pytest.mark.parametrize("how", HOW)
def test_a_case_is_coded_by_two_people_and_settled_by_a_third(arrive, how):
    code = by_keyboard if how == "keyboard" else without_scripts
    first = arrive("first", **HOW[how])
    open_case(first)
    code(first, "strang", "Strangulation or suffocation that was survived")
    code(first, "separ", "Separation or leaving")
    go_on(first, "Finish this case")
    expect(first.get_by_text("No case waits for you.")).to_be_visible()
    judge(first)

    second = arrive("second", **HOW[how])
    open_case(second)
    expect(second.locator("main")).not_to_contain_text(
        "Strangulation or suffocation that was survived, present"
    )
    code(second, "separ", "Separation or leaving")
    go_on(second, "Finish this case")

    lead = arrive("lead", **HOW[how])
    lead.get_by_role("link", name="Settle where readings differ").click()
    judge(lead)
    lead.locator("main tbody a").first.click()
    lead.get_by_label("As reading A has it").check()
    go_on(lead, "Settle")  # without a reason: the choice is kept
    expect(lead.get_by_label("As reading A has it")).to_be_checked()
    lead.get_by_label("Why?").fill("It is told outright.")
    go_on(lead, "Settle")
    expect(lead.get_by_text("Nothing is left to settle.")).to_be_visible()
    judge(lead)
    for address in ("agreement", "agreement?domain=every", "progress", "drift", "unsure"):
        lead.goto(f"/coding/{address}")
        judge(lead)


def open_case(page):
    page.goto("/coding")
    judge(page)
    page.locator("main tbody a").first.click()
    go_on(page, "Open the narrative")
    judge(page)


def by_keyboard(page, letters, label):
    """Sentence, code and button by keys alone, in one request; then the focus is back in the text."""
    sent = []
    page.on("request", lambda request: sent.append(request) if "/marks" in request.url else None)
    settle(page)
    sentence = page.get_by_role("radio", name="Officers came twice!")
    sentence.focus()
    page.keyboard.press("Space")
    page.keyboard.press("/")
    page.keyboard.type(letters)
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name=label)).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text(f"Marked: {label}, present.")).to_be_visible()
    expect(sentence).to_be_focused()
    assert len(sent) == 1


def without_scripts(page, _letters, label):
    """The same by choosing and pressing the button."""
    page.locator("label").get_by_text("Officers came twice!").click()
    for summary in page.locator("details.app-domain > summary").all():
        if not page.get_by_label(label, exact=True).is_visible():
            summary.click()
    page.get_by_label(label, exact=True).check()
    go_on(page, "Mark it")
    expect(page.get_by_text(f"Marked: {label}, present.")).to_be_visible()


def test_words_selected_in_the_browser_are_those_that_are_stored(app, arrive):
    page = arrive("first", viewport=DESKTOP)
    open_case(page)
    wanted = ["“he will kill me” 😀 to", "🚒", "שלום e\u0301té", "twice!\n\nNo risk"]
    for words in wanted:
        settle(page)
        page.evaluate(SELECT, words)
        page.wait_for_function("document.querySelector('input[name=quote]').value !== ''")
        page.keyboard.press("Tab")
        page.get_by_label("Find a code").fill("separation or")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator(".app-marks > li")).to_have_count(wanted.index(words) + 1)
    page.get_by_role("radio", name="She said").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("2")
    page.get_by_label("Find a code").fill("strang")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".app-marks > li")).to_have_count(5)

    with app.app_context():
        marks = db.session.query(Mark).order_by(Mark.id).all()
        stored = [(mark.quote, TEXT[mark.starts : mark.ends]) for mark in marks]
    assert stored[:4] == [(words, words) for words in wanted]
    assert stored[4][0] == stored[4][1] == TEXT.partition("\n")[0]
    assert marks[4].polarity is Polarity.ABSENT


# Selects the words wherever they lie, across the elements that the page is made of.
SELECT = """(words) => {
  const text = document.querySelector("[data-text]");
  const nodes = [...text.querySelectorAll("[data-at]")].map((piece) => piece.firstChild);
  const whole = nodes.map((node) => node.data).join("");
  const place = (at) => {
    for (const node of nodes) {
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
  };
  const start = whole.indexOf(words);
  document.getSelection().setBaseAndExtent(...place(start), ...place(start + words.length));
}"""
