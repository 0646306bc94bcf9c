"""Themes in the browser: from all of them to one, to the cases behind it, and to what occurs with it."""

import pytest
from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from tests.browser.people import judge
from tests.browser.test_story import arrive
from tests.statistics import coded_world as world

__all__ = ["arrive"]


@pytest.fixture
def coded_cases(once):
    """80 invented cases."""
    once(world.build)


def test_a_coder_goes_from_all_themes_to_a_case(coded_cases, arrive):
    coder = arrive(RoleName.CODER)

    coder.get_by_role("link", name="Learning", exact=True).click()
    coder.get_by_role("link", name="Themes", exact=True).click()
    expect(coder.get_by_role("heading", name="Found in the largest share of cases")).to_be_visible()
    judge(coder)
    coder.get_by_label("Type of death", exact=True).select_option("Intimate partner homicide")
    coder.get_by_role("button", name="Show").click()
    expect(coder.get_by_text("over Intimate partner homicide alone")).to_be_visible()
    coder.get_by_role("row", name="1.01 ").get_by_role("link").click()
    judge(coder)
    coder.get_by_role("row", name=world.INTO).get_by_role("link").click()
    expect(coder.get_by_role("table", name="by quarter of receipt")).to_contain_text("[b]")
    judge(coder)
    coder.get_by_role("link", name="What occurs together").click()
    coder.get_by_role("link", name="Show codes").click()
    expect(coder.get_by_role("table", name="Cases with both")).to_be_visible()
    judge(coder)
    coder.get_by_role("link", name="New codes case by case").click()
    expect(coder.get_by_role("img", name="Codes found so far")).to_be_visible()
    judge(coder)
