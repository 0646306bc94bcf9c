"""The unit's page of follow-up: clocks of one case, and opening a stage again."""

import re

import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.dictionary import Stage
from dhp.followup import actions
from dhp.followup.queries import followed
from dhp.references import new_reference
from tests.followup.test_pages import posted, words


@pytest.fixture
def completed(database, case, spoc, on):
    """The case with its first follow-up completed four days late."""
    on("2026-04-05")
    seen = followed(case).told.fingerprint(
        line.name for line in followed(case).open_at(Stage.FOLLOW_UP)
    )
    actions.complete(case, Stage.FOLLOW_UP, seen, "The file was at court.", by=spoc)
    database.session.commit()
    return case


def test_the_unit_reads_the_clocks_and_who_holds_them(browser, coder, case, on):
    on("2026-04-05")

    page = words(browser(coder).get(f"/followup/of/{case.ref}").text)

    assert "Follow-up after 28 days 4 days late Due on 1 April 2026. With the force." in page
    assert "Nothing since the first notice." in page
    assert trail.about(case.ref)[-1].act == Act.CASE_READ


def test_the_unit_reads_what_the_force_did_and_why(browser, coder, completed):
    page = words(browser(coder).get(f"/followup/of/{completed.ref}").text)

    assert "Completed on 5 April 2026, 4 days late" in page
    assert "Sam Spoc completed “Follow-up after 28 days”" in page
    assert "The file was at court." in page


def test_the_unit_opens_a_stage_again_with_a_reason_that_the_force_reads(
    browser, coder, spoc, completed
):
    client = browser(coder)
    url = f"/followup/of/{completed.ref}/28-days/reopen"
    page = client.get(url).text

    without = client.post(url, data=posted(page, reason=""))
    with_one = client.post(url, data=posted(page, reason="Ask the <b>hospital</b>."))

    assert without.status_code == 422
    assert "Say why the stage is opened again" in without.text
    assert with_one.location == f"/followup/of/{completed.ref}"
    assert followed(completed).clock(Stage.FOLLOW_UP).words == "due in 28 days"
    assert trail.about(completed.ref)[-1].act == Act.STAGE_REOPENED
    shown = browser(spoc).get(f"/followup/{completed.ref}").text
    assert "Ask the &lt;b&gt;hospital&lt;/b&gt;." in shown


@pytest.mark.parametrize("slug", ["28-days", "6-months", "outcome"])
def test_a_stage_that_is_not_completed_cannot_be_opened_again(browser, coder, case, on, slug):
    on("2026-03-20")
    client = browser(coder)
    url = f"/followup/of/{case.ref}/{slug}/reopen"

    answer = client.post(url, data=posted(client.get(url).text, reason="Again."))

    assert answer.status_code == 422
    assert "Only a completed stage can be reopened" in answer.text


def test_a_stage_that_does_not_exist_is_not_found(browser, coder, case):
    client = browser(coder)

    assert client.get(f"/followup/of/{case.ref}/nonsense/reopen").status_code == 404
    assert client.get(f"/followup/of/{new_reference()}").status_code == 404


def test_a_restricted_case_is_not_found_by_a_coder_who_is_not_named(
    browser, coder, make_user, make_case
):
    hidden = make_case(restricted=True)

    assert browser(coder).get(f"/followup/of/{hidden.ref}").status_code == 404
    lead = make_user(RoleName.LEAD)
    assert browser(lead).get(f"/followup/of/{hidden.ref}").status_code == 200


def test_names_in_reasons_stay_in_their_own_direction(browser, coder, completed):
    page = browser(coder).get(f"/followup/of/{completed.ref}").text

    assert re.search(r"<bdi>Sam Spoc</bdi>", page)
