"""Two forces tell of one death: it is found, decided, shown and undone; and two deaths of one incident."""

import re

import pytest
from playwright.sync_api import expect

from dhp.references import shown_reference
from tests.browser.cases.conftest import press
from tests.browser.people import choose, go_on, judge
from tests.cases.conftest import HOMICIDE, given


@pytest.fixture
def refs(make_case, essex):
    """One death, told by Kent and by Essex, who disagree about the victim's age."""
    return make_case().ref, make_case(HOMICIDE | given(victim__age="35"), force=essex).ref


@pytest.fixture
def page(enter, coder, device, refs):
    """The coder before the case of Kent."""
    page = enter(coder, device)
    page.goto(f"/cases/{refs[0]}")
    return page


def compare(page, other):
    """Go from a case to its comparison with another one."""
    page.get_by_role("link", name="Same death, same incident").click()
    judge(page)
    # With the keyboard: what only screen readers hear stands before what can be seen.
    page.get_by_role("link", name=f"Compare with case {shown_reference(other)}").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare two cases")


def undo(page, reason):
    """Undo the only decision, from the list of decisions."""
    page.get_by_role("link", name="Undo the decision").click()
    press(page, "Undo the decision")  # without a reason
    page.get_by_label("Why was the decision wrong?").fill(reason)
    go_on(page, "Undo the decision")
    expect(page.get_by_role("alert")).to_contain_text("The decision is undone.")
    expect(page.get_by_text("Undone", exact=True)).to_be_visible()
    judge(page)


def test_one_death_told_by_two_forces_becomes_one_case_and_two_again(page, refs):
    kept, other = refs
    compare(page, other)
    choose(page, "Victim’s age", "35")
    choose(page, "What are these two cases?", "The same death")
    go_on(page, "Record this decision")  # without a reason: every choice stays
    age = page.get_by_role("group", name="Victim’s age")
    expect(age.get_by_label("35", exact=True)).to_be_checked()
    page.get_by_label("Why do you think so?").fill("The same street and day.")
    go_on(page, "Record this decision")
    expect(page.locator(".app-history")).to_contain_text("This case stands for both.")

    page.goto(f"/cases/{other}")
    expect(page).to_have_url(re.compile(f"/{kept}$"))
    expect(page.get_by_text("found to be the same death as this one")).to_be_visible()
    expect(page.locator("#victim-age")).to_contain_text("35")
    judge(page)

    page.get_by_role("link", name="Same death, same incident").click()
    undo(page, "Two sisters died.")
    page.goto(f"/cases/{other}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(shown_reference(other))
    page.goto(f"/cases/{kept}")
    expect(page.locator("#victim-age")).not_to_contain_text("35")


def test_two_deaths_come_into_one_incident_and_out_of_it(page, refs):
    first, second = refs
    compare(page, second)
    choose(page, "What are these two cases?", "Two deaths of the same incident")
    page.get_by_label("Why do you think so?").fill("One house, one night.")
    go_on(page, "Record this decision")
    expect(page.get_by_role("alert")).to_contain_text("The two deaths are in one incident now.")
    page.goto(f"/cases/{first}")
    expect(page.get_by_role("link", name=shown_reference(second))).to_be_visible()
    judge(page)

    page.get_by_role("link", name="Same death, same incident").click()
    undo(page, "Two houses.")
    page.goto(f"/cases/{first}")
    expect(page.get_by_text("No other death of this incident is recorded.")).to_be_visible()


def test_a_reference_that_leads_to_no_case_is_told_beside_its_box(page):
    page.get_by_role("link", name="Same death, same incident").click()
    page.get_by_label("Reference of the other case").fill("4Q7T9-KD2M0-XW3E")
    go_on(page, "Compare")

    fault = page.get_by_role("alert").get_by_role("link")
    expect(fault).to_have_text("There is no other case with this reference. Check it.")
    expect(page.get_by_label("Reference of the other case")).to_have_value("4Q7T9-KD2M0-XW3E")
    judge(page)
