"""What stands on a force's pages where it only has a part in a death, and what other rooms add."""

import pytest

from dhp.cases.forces.models import ForcePart, ForceRole
from dhp.followup.parts import BESIDE_DEATH, add_count, counts_of
from dhp.web.beside import Beside, BesideLine
from tests.followup.test_pages import fields, words


@pytest.fixture
def a_part_only(database, case, stranger, on):
    """The contact of a force that has a part in the case and does not own it."""
    on("2026-03-20")
    part = ForceRole(
        case_id=case.id, force=stranger.force, part=ForcePart.OF_DEATH, recorded_by="A"
    )
    database.session.add(part)
    database.session.commit()
    return stranger


def test_a_force_with_a_part_only_is_told_that_another_follows_up(browser, case, a_part_only):
    page = words(browser(a_part_only).get(f"/followup/{case.ref}").text)

    assert "Another force owns this death and follows it up." in page
    assert "With the force that owns it." in page
    assert "Go to" not in page


@pytest.mark.parametrize("path", ["", "/death", "/check"])
def test_the_stages_of_another_force_s_death_lead_back(browser, case, a_part_only, path):
    client = browser(a_part_only)
    at = client.get(f"/followup/{case.ref}/28-days{path}").location
    while at != f"/followup/{case.ref}":
        at = client.get(at).location

    assert client.get(at).status_code == 200


def test_a_page_of_another_force_s_stage_is_refused(browser, case, spoc, a_part_only):
    client = browser(a_part_only)
    token = dict(fields(client.get(f"/followup/{case.ref}").text))["csrf_token"]
    form = {"csrf_token": token, "column": "death.marac", "death.marac": "heard"}

    for path in ("contact", "unchanged"):
        answer = client.post(f"/followup/{case.ref}/28-days/{path}", data=form)
        assert answer.status_code == 409
        assert "Another force owns this death" in answer.text


def test_rooms_above_add_a_part_to_the_page_and_a_column_to_the_list(
    app, browser, spoc, case, monkeypatch
):
    monkeypatch.setitem(app.extensions, BESIDE_DEATH.name, [])
    monkeypatch.setitem(app.extensions, "followup_counts", [])
    lines = BesideLine("What was the <weapon>?", "/asked"), BesideLine("And when?")
    BESIDE_DEATH.add(app, lambda _case, _user: Beside("Questions", lines, "None."))
    BESIDE_DEATH.add(app, lambda _case, _user: Beside("Practice", (), "None yet."))
    BESIDE_DEATH.add(app, lambda _case, _user: None)
    add_count(app, "Open questions", lambda cases, _user: {one.id: 7 for one in cases})
    client = browser(spoc)

    page = client.get(f"/followup/{case.ref}").text
    listed = words(client.get("/followup").text)

    assert '<a class="govuk-link" href="/asked">What was the &lt;weapon&gt;?</a>' in page
    assert "Practice None yet." in words(page)
    assert "Open questions" in listed
    assert " 7 " in listed
    assert len(BESIDE_DEATH.of(case, spoc)) == 2
    assert counts_of([case], spoc)[0].by_case == {case.id: 7}
