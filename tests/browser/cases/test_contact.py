"""Contact before a death: an event with part of its date, a search that found nothing, taking back."""

import pytest
from playwright.sync_api import expect

from tests.browser.cases.conftest import press
from tests.browser.people import choose, go_on, judge


@pytest.fixture
def page(enter, coder, device, make_case):
    """The coder before the contact of a case."""
    ref = make_case().ref
    page = enter(coder, device)
    page.goto(f"/cases/{ref}/contact")
    return page


def test_a_contact_is_recorded_with_the_part_of_its_date_that_is_known_and_taken_back(page):
    happened = page.get_by_role("group", name="When did it happen?")
    happened.get_by_label("Year").fill("2019")
    page.get_by_label("What happened?").fill("A neighbour rang.")
    go_on(page, "Add this contact")  # without saying what it was: the rest stays
    expect(happened.get_by_label("Year")).to_have_value("2019")
    expect(page.get_by_label("What happened?")).to_have_value("A neighbour rang.")
    page.get_by_label("What was it?").select_option(index=1)
    press(page, "Add this contact")
    expect(page.get_by_role("alert")).to_contain_text("The contact is recorded.")
    contacts = page.get_by_role("region", name="Contact in order")
    expect(contacts).to_contain_text("A neighbour rang.")
    expect(contacts.get_by_role("rowheader")).to_have_text("2019")
    judge(page)

    contacts.get_by_role("link", name="Take back").click()
    press(page, "Take it back")  # without a reason
    page.get_by_label("Why is it taken back?").fill("It was another address.")
    go_on(page, "Take it back")
    expect(page.get_by_role("alert")).to_contain_text("The entry is taken back.")
    expect(page.get_by_text("A neighbour rang.")).to_have_count(0)


def test_a_search_that_found_nothing_is_recorded(page):
    searches = page.get_by_role("region", name="What was searched")
    unknown = searches.get_by_text("Not searched, as far as is recorded")
    before = unknown.count()
    page.get_by_label("Which system was searched?").select_option(index=1)
    searched = page.get_by_role("group", name="When was it searched?")
    for label, number in (("Day", "3"), ("Month", "3"), ("Year", "2026")):
        searched.get_by_label(label).fill(number)
    press(page, "Add this search")  # without saying what came of it
    choose(page, "What came of it?", "Searched, nothing found")
    go_on(page, "Add this search")

    expect(searches).to_contain_text("Searched, nothing found, 3 Mar 2026")
    expect(unknown).to_have_count(before - 1)
    judge(page)
