"""The pages of weekly figures: filling in, correcting, and who sees whose."""

import re
from html import unescape

import pytest

from dhp.accounts.forces import forces
from dhp.accounts.permissions import RoleName
from dhp.context.queries import history, numbers
from dhp.context.series import same_week_last_year, weeks_to
from dhp.context.strands import strand_with
from tests.accounts.people import add_user, sign_in_as
from tests.context.conftest import WEEK

PAGE = "/captures/E23000032/2026-02-26"
ALL = ("da_incidents", "da_crimes", "missing", "csae_crimes", "section_136")


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", answer.text)))


def boxes(answer):
    """What stands in each box of the page."""
    found = re.findall(r"<input[^>]*\bname=\"strand-([a-z0-9_]+)\"[^>]*>", answer.text)
    tags = re.findall(r"<input[^>]*\bname=\"strand-[^>]*>", answer.text)
    values = [re.search(r'value="([^"]*)"', tag) for tag in tags]
    return dict(zip(found, [value[1] if value else "" for value in values], strict=True))


def mark(answer):
    return re.search(r'name="saw"[^>]*value="([^"]*)"', answer.text)[1]


def sent(**counts):
    return {f"strand-{code}": counts.get(code, "") for code in ALL}


def counts(force):
    found = numbers([force], [WEEK])
    return {code: found.of(strand_with(code).id, WEEK).get(force.id) for code in ALL}


def test_a_contact_returns_a_week(client, spoc, kent):
    sign_in_as(client, spoc)
    page = client.get(PAGE)

    answer = client.post(PAGE, data=sent(da_incidents="12", missing="0") | {"saw": mark(page)})

    assert answer.status_code == 303
    assert counts(kent) == dict.fromkeys(ALL) | {"da_incidents": 12, "missing": 0}
    said = words(client.get("/captures"))
    assert "They count from the briefing of 11 March 2026 on." in said


def test_last_week_is_told_beside_and_never_filled_in(client, spoc, kent, tell):
    tell(kent, WEEK.previous, da_incidents=123, missing=0)
    sign_in_as(client, spoc)

    page = client.get(PAGE)

    assert set(boxes(page)) == set(ALL)
    assert set(boxes(page).values()) == {""}
    said = words(page)
    assert "Last week: 123." in said
    assert "Last week: none." in said
    assert said.count("Last week: not returned.") == 3


def test_what_was_returned_is_in_the_boxes_to_be_corrected(client, spoc, kent, tell):
    tell(kent, da_incidents=12, missing=0)
    sign_in_as(client, spoc)
    page = client.get(PAGE)
    standing = boxes(page)

    assert (standing["da_incidents"], standing["missing"], standing["da_crimes"]) == ("12", "0", "")
    data = sent(da_incidents="15", missing="0") | {"saw": mark(page), "reason": "Late records"}
    client.post(PAGE, data=data)

    assert history(kent, WEEK)[0].reason == "Late records"
    assert "Late records" in words(client.get(PAGE))


@pytest.mark.parametrize("typed", ["twelve", "-1", "1.5", "100000", "=1+1", "１２"])
def test_what_is_no_number_is_refused_beside_its_box(client, spoc, kent, typed):
    sign_in_as(client, spoc)

    answer = client.post(PAGE, data=sent(da_incidents=typed, missing="4") | {"saw": "0"})

    assert answer.status_code == 422
    assert "Domestic abuse incidents must be a whole number from 0 to 99,999." in words(answer)
    assert boxes(answer)["missing"] == "4"
    assert counts(kent)["missing"] is None


def test_who_comes_second_sees_both(client, spoc, kent, tell):
    sign_in_as(client, spoc)
    page = client.get(PAGE)
    tell(kent, da_incidents=99)

    answer = client.post(PAGE, data=sent(da_incidents="12") | {"saw": mark(page)})

    assert answer.status_code == 409
    assert "Domestic abuse incidents: 99" in words(answer)
    assert boxes(answer)["da_incidents"] == "12"
    again = client.post(PAGE, data=sent(da_incidents="12") | {"saw": mark(answer)})
    assert again.status_code == 303
    assert counts(kent)["da_incidents"] == 12


@pytest.mark.parametrize("address", ["/captures/E23000028/2026-02-26", "/captures/none/2026-02-26"])
def test_a_contact_reaches_no_other_force(client, spoc, address):
    sign_in_as(client, spoc)

    assert client.get(address).status_code == 404
    assert client.post(address, data=sent(missing="1") | {"saw": "0"}).status_code == 404


@pytest.mark.parametrize("week", ["2026-03-05", "2026-02-25", "never"])
def test_a_week_that_is_not_over_or_is_none_has_no_page(client, spoc, week):
    sign_in_as(client, spoc)

    assert client.get(f"/captures/E23000032/{week}").status_code == 404


def test_an_analyst_enters_for_the_region_only(client, kent, essex):
    sign_in_as(client, add_user(RoleName.ANALYST))  # South East: Kent, and not Essex

    listed = words(client.get("/captures?week=2026-02-26"))

    assert "Kent" in listed
    assert "Essex" not in listed
    assert client.get("/captures/E23000028/2026-02-26").status_code == 404
    assert client.post(PAGE, data=sent(missing="1") | {"saw": "0"}).status_code == 303


def test_the_unit_sees_all_forces_with_every_kind_of_nothing(client, coder, kent, essex, tell):
    tell(kent, da_incidents=12, missing=0)
    tell(essex, da_incidents=30, at="2026-03-06T09:00")
    sign_in_as(client, coder)

    said = words(client.get("/captures?week=2026-02-26"))

    assert "Kent 12 [x] Not returned 0 Confirmed: none" in said
    assert "Essex 30 late" in said
    assert "Sum of what was returned 42 2 of 44 forces" in said
    assert "0 of 44 forces have returned every figure" in said


@pytest.mark.parametrize(
    "page",
    [
        "/captures",
        "/captures?week=2026-02-26",
        "/captures/trends",
        "/captures/trends?force=E23000028",
    ],
)
def test_a_contact_sees_nothing_of_other_forces(client, spoc, kent, essex, tell, page):
    for week in weeks_to(WEEK, 3):
        tell(essex, week, da_incidents=87_431)
        tell(kent, week, da_incidents=1_111)
    sign_in_as(client, spoc)

    said = words(client.get(page))

    assert "1,111" in said
    assert "87,431" not in said
    assert "88,542" not in said
    assert "Essex" not in said


def test_the_week_of_44_forces_costs_few_statements(client, coder, tell, statements):
    for force in forces():
        tell(force, **dict.fromkeys(ALL, 5))
    sign_in_as(client, coder)
    statements.clear()

    answer = client.get("/captures?week=2026-02-26")

    assert "44 of 44 forces have returned every figure" in words(answer)
    assert len(statements) < 10, statements


def test_a_trend_shows_gaps_and_last_year(client, coder, kent, tell, statements):
    for place, week in enumerate(weeks_to(WEEK, 4)):
        tell(kent, same_week_last_year(week), missing=20 + place)
        if place != 2:
            tell(kent, week, missing=10 + place)
    sign_in_as(client, coder)
    statements.clear()

    answer = client.get("/captures/trends?force=E23000032")

    assert len(statements) < 10, statements
    said = words(answer)
    assert "Reports by week, the last 26 weeks: from 10 to 13. The last week has 13." in said
    assert "The same week last year had 23. 23 weeks are gaps." in said
    assert "19 Feb 2026 [x] Not returned [x] Not returned" in said
    assert "12 Feb 2026 11 21" in said


def test_all_forces_together_are_those_that_returned_every_week(client, coder, kent, essex, tell):
    for force in forces()[:30]:
        for week in weeks_to(WEEK.previous, 2):
            tell(force, week, missing=2)
    tell(named_last := forces()[40], WEEK.previous, missing=100)
    sign_in_as(client, coder)

    said = words(client.get("/captures/trends"))

    assert named_last.name in said
    assert "Drawn: 30 of 44 forces." in said
    assert "The last week has 60." in said
    assert "19 Feb 2026 160 31 of 44" in said


def test_the_lead_adds_and_ends_a_strand(client, lead):
    sign_in_as(client, lead)
    day = {"since": ["13", "2", "2026"]}

    added = client.post(
        "/captures/strands/new",
        data={"name": "Stalking", "code": "stalking", "definition": "X", "unit": "Crimes"} | day,
    )
    ended = client.post("/captures/strands/stalking/end", data={"last": ["26", "2", "2026"]})

    assert (added.status_code, ended.status_code) == (303, 303)
    said = words(client.get("/captures/strands"))
    assert "Code in files: stalking . From 13 February 2026 to 26 February 2026." in said


def test_a_fault_in_a_new_strand_keeps_what_was_typed(client, lead):
    sign_in_as(client, lead)

    answer = client.post(
        "/captures/strands/new",
        data={"name": "Mine", "code": "missing", "definition": "X", "unit": "U"}
        | {"since": ["1", "1", "2026"]},
    )

    assert answer.status_code == 422
    assert "A strand has or had this code." in words(answer)
    assert 'value="Mine"' in answer.text


@pytest.mark.parametrize("role", [RoleName.SPOC, RoleName.CODER, RoleName.ANALYST])
def test_only_the_lead_defines_strands(client, role):
    sign_in_as(client, add_user(role))

    assert client.get("/captures/strands").status_code == 200
    assert client.get("/captures/strands/new").status_code == 403
    assert client.post("/captures/strands/missing/end").status_code == 403
