"""The evidence base in the browser: a coder adds figures from a file and settles a list beside ours."""

from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from tests.browser.conftest import PHONE
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive
from tests.evidence.conftest import ROWS, list_of
from tests.evidence.test_files import figures

__all__ = ["arrive"]


def test_a_coder_keeps_figures_and_settles_a_list(arrive):
    coder = arrive(RoleName.CODER, viewport=PHONE, has_touch=True)
    added(coder)
    figured(coder)
    settled(coder)


def added(coder):
    coder.goto("/evidence/sources/new")
    coder.get_by_label("What is it?").select_option(label="Report")
    for label, text in (("Title", "A report"), ("Who published it?", "An office")):
        coder.get_by_label(label).fill(text)
    coder.get_by_label("How is it cited?").fill("An office (2025).")
    coder.get_by_label("Licence").fill("CC BY 4.0")
    coder.get_by_label("What does it cover?").fill("Homicides.")
    go_on(coder, "Keep this source")
    coder.goto("/evidence/series/new")
    for label, text in (("Title", "Homicides"), ("Code", "homicides")):
        coder.get_by_label(label).fill(text)
    coder.get_by_label("What is counted, in a word").fill("Deaths")
    coder.get_by_label("What do they count?").fill("Convictions.")
    coder.get_by_label("How does that differ").fill("Ours are suspected.")
    coder.get_by_label("Intimate partner homicide").check()
    go_on(coder, "Begin this series")


def figured(coder):
    coder.goto("/evidence/figures")
    for row in ("homicides,2024-25,2025-06-01,many,", "homicides,2024-25,2025-06-01,5,"):
        coder.get_by_label("Which source told them?").select_option(label="A report")
        file = {"name": "f.csv", "mimeType": "text/csv", "buffer": figures(row)}
        coder.get_by_label("Choose a CSV file").set_input_files(file)
        go_on(coder, "Keep these figures")
    coder.get_by_role("link", name="Homicides").click()
    expect(coder.get_by_text("Ours are suspected.")).to_be_visible()
    judge(coder)


def settled(coder):
    coder.goto("/evidence/lists/new")
    coder.get_by_label("What is the list called?").fill("A list")
    coder.get_by_label("Which source is it?").select_option(label="A report")
    for group, day in (("First day", ("1", "1", "2025")), ("Last day", ("31", "12", "2025"))):
        for label, number in zip(("Day", "Month", "Year"), day, strict=True):
            coder.get_by_role("group", name=group).get_by_label(label).fill(number)
    rows = (ROWS[1],)
    file = {"name": "l.csv", "mimeType": "text/csv", "buffer": list_of(*rows)}
    coder.get_by_label("Choose a CSV file").set_input_files(file)
    go_on(coder, "Take in this list")
    coder.get_by_role("link", name="HI2").click()
    coder.get_by_label("It stands on their list only").check()
    go_on(coder, "Keep this decision")  # the reason is missing
    expect(coder.get_by_role("heading", name="There is a problem")).to_be_visible()
    coder.get_by_label("Why does it stand").select_option(label="The other list should hold it")
    go_on(coder, "Keep this decision")
    coder.get_by_role("link", name="Theirs only (1)").click()
    expect(coder.get_by_text("The other list should hold it")).to_be_visible()
    judge(coder)
