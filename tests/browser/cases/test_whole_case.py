"""The biggest case that is likely, on every device: three deaths, four suspects, 400 answers."""

from playwright.sync_api import expect

from tests.browser.cases.conftest import DEVICES
from tests.browser.people import judge

PAGES = {
    "": "Case",
    "/people": "People and how they are tied",
    "/contact": "Contact before the death",
    "/sections/people/victim": "The people: victim",
}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_the_pages_of_a_big_case_can_be_used_by_everybody(enter, whole_case, coder):
    ref = whole_case().ref

    for device in DEVICES:
        page = enter(coder, device)
        for address, heading in PAGES.items():
            page.goto(f"/cases/{ref}{address}")
            expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
            judge(page)
            assert not page.evaluate(TOO_WIDE), f"{page.url} scrolls sideways on a {device}"
