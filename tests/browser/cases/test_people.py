"""The people of a case: adding a suspect and a child, changing one, tying two, taking one out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.cases.conftest import press
from tests.browser.people import box, choose, go_on, judge

CHANGE_THE_SECOND = re.compile(r"^Change\s*: Suspect 2$")  # heard, not seen, after "Change"


@pytest.fixture
def page(enter, coder, device, make_case):
    """The coder before the people of a case."""
    ref = make_case().ref
    page = enter(coder, device)
    page.goto(f"/cases/{ref}/people")
    return page


def test_people_are_added_tied_changed_and_taken_out(page):
    go_on(page, "Add this person")  # without saying what the person is
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        "Choose what this person is."
    )
    page.get_by_label("What is this person in the death?").select_option("Child of the household")
    choose(page, "Sex", "Female")
    box(page, "Age at the time of the death").fill("6")
    go_on(page, "Add this person")
    expect(page.get_by_role("alert")).to_contain_text("The person is added.")

    tie(page, "Other person 1", "Daughter", "Victim")
    expect(page.locator("#ties + ul")).to_contain_text("to victim: daughter")

    press(page, "Add a suspect")
    expect(page.get_by_role("heading", name="Suspect 2", exact=True)).to_be_visible()
    page.get_by_role("link", name=CHANGE_THE_SECOND).click()
    go_on(page, "Save")  # without a choice
    choose(page, "What part did this person have in the abuse?", "Suspected of abuse")
    go_on(page, "Save")  # judged with its faults
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("link", name=CHANGE_THE_SECOND).click()
    expect(page.get_by_label("Suspected of abuse", exact=True)).to_be_checked()
    press(page, "Take this person out of the case")  # without a reason
    page.get_by_label("Why does this person not belong here?").fill("It was a witness.")
    go_on(page, "Take this person out of the case")
    expect(page.get_by_role("heading", name="Suspect 2", exact=True)).to_have_count(0)
    judge(page)


def tie(page, who, relationship, to):
    """Say what one is to another."""
    for label, words in (("Who", who), ("is what", relationship), ("to whom?", to)):
        page.get_by_label(label, exact=True).select_option(label=words)
    press(page, "Record this")
    expect(page.get_by_role("alert")).to_contain_text("The relationship is recorded.")


def test_another_death_of_the_incident_has_a_case_of_its_own(page):
    page.get_by_role("link", name="Record another death in this incident").click()
    go_on(page, "Open the case of this death")  # without saying whose
    choose(page, "Who died?", "Suspect")
    go_on(page, "Open the case of this death")

    expect(page.get_by_role("alert")).to_contain_text("The case of the other death is")
    summary = page.locator("main")
    expect(summary).to_contain_text("Other death of this incident")
    expect(summary).to_contain_text("Suspect in")
    judge(page)
