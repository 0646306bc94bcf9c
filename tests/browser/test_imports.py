"""Files in the browser: taken with three mistakes, corrected and kept, with and without scripts."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import expect

from dhp.accounts.forces import load_forces
from dhp.accounts.permissions import RoleName
from dhp.extensions import db
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import go_on, judge
from tests.browser.test_story import arrive
from tests.exchange.files import csv_of, death
from tests.harness.examples import sample

__all__ = ["arrive"]

HOW = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "has_touch": True},
    "without scripts": {"java_script_enabled": False},
}


@pytest.mark.parametrize("how", sample(HOW, ("desktop", "phone")))
def test_a_file_with_three_mistakes_is_corrected_and_imported(app, arrive, how, tmp_path):
    with app.app_context():
        load_forces(db.session())
        db.session.commit()
    coder = arrive(RoleName.CODER, accept_downloads=True, **HOW[how])
    coder.goto("/import")
    judge(coder)
    rows = rows_under(downloaded(coder, "plain (CSV)"))
    wrong = [dict(row) for row in rows]
    wrong[0]["force"], wrong[1]["victim.age"] = "E99", "old"
    wrong[2]["date_of_death"] = "2021-02-30"

    look_at(coder, tmp_path / "wrong.csv", wrong)

    expect(coder.get_by_role("heading", name="This file cannot be imported yet")).to_be_visible()
    expect(coder.get_by_role("button", name="Import")).to_have_count(0)
    judge(coder)
    found = downloaded(coder, "Download what was found (CSV)")
    assert [line["column"] for line in csv.DictReader(StringIO(found))] == [
        "force",
        "victim.age",
        "date_of_death",
    ]
    coder.goto("/import")
    look_at(coder, tmp_path / "right.csv", rows)
    judge(coder)
    go_on(coder, "Import 3 deaths")
    expect(coder.get_by_text("Imported: 3 deaths.")).to_be_visible()
    judge(coder)


def test_the_guide_explains_every_column(arrive):
    spoc = arrive(RoleName.SPOC, viewport=PHONE, has_touch=True)
    spoc.goto("/import")
    judge(spoc)
    spoc.get_by_role("link", name="What each column means").click()
    expect(spoc.get_by_role("heading", name="What each column means")).to_be_visible()
    judge(spoc)


def downloaded(page, link):
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    return coming.value.path().read_text(encoding="utf-8-sig")


def rows_under(header):
    names = header.strip().split(",")
    told = [death(force_ref=f"CR/{number}", victim__age=str(30 + number)) for number in range(3)]
    return [{name: row.get(name, "") for name in names} for row in told]


def look_at(page, path, rows):
    path.write_text(csv_of(rows), encoding="utf-8", newline="")
    page.get_by_label("Deaths file").check()
    page.get_by_label("Choose a file").set_input_files(path)
    go_on(page, "Look at this file")
