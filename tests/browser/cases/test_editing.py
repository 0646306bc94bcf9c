"""The unit edits the record: faults, two people at once, sources that differ, and what it said before."""

import re

import pytest
from playwright.sync_api import expect

from dhp.calendar import clock_at
from tests.browser.cases.conftest import press
from tests.browser.people import box, choose, go_on, judge, scripts
from tests.cases.conftest import RECEIVED

# Words that only screen readers hear begin with a space of their own.
EDIT_THE_DEATH = re.compile(r"^Edit\s*: The death$")
CHANGE_THE_AGE = re.compile(r"^Change\s*: Victim’s age$")


@pytest.fixture
def ref(make_case):
    """A case of a homicide: the victim 34, opened on 4 March 2026."""
    with clock_at(RECEIVED):
        return make_case().ref


@pytest.fixture
def page(enter, coder, device, ref):
    """The coder before the case."""
    page = enter(coder, device)
    page.goto(f"/cases/{ref}")
    return page


def test_a_fault_keeps_everything_that_was_typed_and_leads_to_its_place(page):
    judge(page)
    page.get_by_role("link", name=EDIT_THE_DEATH).click()
    box(page, "How many people died in the event").fill("2")
    choose(page, "Was the body moved after the death?", "No")
    died = page.get_by_role("group", name="When did the person die?")
    change(page, "Date of death")
    died.get_by_label("Month").fill("13")
    page.get_by_label("Why does it change?").fill("The report says so.")
    go_on(page, "Save")

    page.get_by_role("alert").get_by_role("link").click()
    expect(died.get_by_label("Day")).to_be_in_viewport()
    if scripts(page):
        expect(died.get_by_label("Day")).to_be_focused()
    expect(died.get_by_label("Month")).to_have_value("13")
    expect(box(page, "How many people died in the event")).to_have_value("2")
    moved = page.get_by_role("group", name="Was the body moved after the death?")
    expect(moved.get_by_label("No", exact=True)).to_be_checked()
    expect(page.get_by_label("Why does it change?")).to_have_value("The report says so.")

    died.get_by_label("Month").fill("2")
    go_on(page, "Save")  # judged with its faults
    expect(page.get_by_role("alert")).to_contain_text("The answers are recorded.")
    judge(page)


def change(page, words):
    """Open the row of an answer that stands."""
    page.locator("summary").filter(has=page.get_by_text(words, exact=True)).click()


def test_an_edit_that_came_too_late_shows_both_texts(page, ref):
    page.goto(f"/cases/{ref}/sections/people")
    judge(page)
    page.get_by_role("link", name="Victim", exact=True).click()
    other = page.context.new_page()
    say(other, ref, "36", "The unit determined it", "The birth certificate says 36.")

    change(page, "Age")
    box(page, "Age at the time").fill("35")
    choose(page, "Who says so?", "The force told it")
    page.get_by_label("Why does it change?").fill("The officer wrote again.")
    go_on(page, "Save")

    both = page.get_by_role("region", name="Both versions").get_by_role("row", name="Victim’s age")
    expect(both.get_by_role("cell").nth(0)).to_contain_text("36")
    expect(both.get_by_role("cell").nth(0)).to_contain_text("Cora Coder")
    expect(both.get_by_role("cell").nth(1)).to_have_text("35")
    go_on(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("The answer is recorded.")
    expect(page.locator("#victim-age")).to_contain_text("36")
    expect(page.locator("#victim-age")).to_contain_text("35")


def say(page, ref, age, source, reason):
    """Answer the question of the victim's age."""
    page.goto(f"/cases/{ref}/answers/victim.age")
    box(page, "Age at the time of the death").fill(age)
    choose(page, "Who says so?", source)
    page.get_by_label("Why does it change?").fill(reason)
    press(page, "Record this answer")
    expect(page.get_by_role("alert")).to_contain_text("The answer is recorded.")


def test_sources_that_differ_stand_side_by_side_until_they_agree(page, ref):
    say(page, ref, "36", "The unit determined it", "The birth certificate says 36.")
    expect(page.locator("#victim-age")).to_contain_text(
        re.compile(r"36\s+\(Central unit: counts\)")
    )
    page.get_by_role("link", name=CHANGE_THE_AGE).click()
    expect(page.get_by_text("The sources do not agree.")).to_be_visible()
    sources = page.get_by_role("region", name="What each source says").get_by_role("row")
    expect(sources.nth(1)).to_contain_text("Counts")
    expect(sources.nth(2)).to_contain_text("34")
    judge(page)

    say(page, ref, "36", "The force told it", "The force looked again.")
    page.get_by_role("link", name=CHANGE_THE_AGE).click()
    expect(page.get_by_text("The sources do not agree.")).to_have_count(0)
    history = page.locator("#history ~ .app-history")
    for words in ("The birth certificate says 36.", "The force looked again."):
        expect(history).to_contain_text(words)
    judge(page)

    history.get_by_role("link", name="The case as it was before this").last.click()
    expect(page.get_by_text("This is what the record said on")).to_be_visible()
    expect(page.locator("#victim-age")).to_contain_text("34")
    expect(page.locator("#victim-age")).not_to_contain_text("36")
    judge(page)


def test_the_record_is_read_as_it_was_at_an_instant(page, ref):
    say(page, ref, "36", "The force told it", "The force looked again.")
    ask = page.get_by_label("Read this case as it was at a date and time")

    ask.fill("2026-03-03T08:00")
    page.get_by_role("button", name="Read it as it was").click()
    expect(page.get_by_text("This case was opened on")).to_be_visible()
    judge(page)
    ask.fill("2026-03-05T08:00")
    page.get_by_role("button", name="Read it as it was").click()

    expect(page.get_by_text("5 March 2026 at 08:00, not what it says now")).to_be_visible()
    expect(page.locator("#victim-age")).to_contain_text("34")
    expect(page.get_by_role("link", name=CHANGE_THE_AGE)).to_have_count(0)
    judge(page)
    page.get_by_role("link", name="Read it as it is now").click()
    expect(page.locator("#victim-age")).to_contain_text("36")
