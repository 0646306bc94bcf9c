import re

import pytest

from dhp.accounts.forces import MEMBERS_SINCE
from dhp.accounts.models import RegionMembership, RegionSystem
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.returns.models import Return, ReturnLine
from tests.accounts.people import add_user
from tests.harness.record import at

ADDRESS = "/returns/2026-10-01"


def text_of(page) -> str:
    return page.get_data(as_text=True)


def hidden(page, name):
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', text_of(page))
    return found.group(1) if found else ""


@pytest.fixture
def as_spoc(october, client, sign_in, spoc):
    sign_in(spoc)
    return client


def test_a_nil_return_is_two_clicks_from_the_first_page(as_spoc):
    home = as_spoc.get("/")
    assert f'href="{ADDRESS}"' in text_of(home)

    page = as_spoc.get(ADDRESS)
    assert "Confirm: no deaths in October 2026" in text_of(page)
    assert "You confirm as <strong><bdi>Sam Spoc</bdi></strong>" in text_of(page)
    sent = as_spoc.post(ADDRESS, data={"seen": hidden(page, "seen")})

    assert sent.status_code == 303
    made = db.session.query(Return).one()
    assert (made.made_by_name, made.lines) == ("Sam Spoc", [])
    assert f'href="{ADDRESS}"' not in text_of(as_spoc.get("/"))


def test_a_nil_return_is_not_made_by_looking(as_spoc):
    as_spoc.get(ADDRESS)

    assert db.session.query(Return).count() == 0


def test_a_death_is_disputed_beside_it(as_spoc, make_death):
    case = make_death()
    page = as_spoc.get(ADDRESS)
    assert "Confirm: this death in October 2026" in text_of(page)

    typed = {"seen": hidden(page, "seen"), f"why_{case.ref}": "It belongs to Essex."}
    as_spoc.post(ADDRESS, data=typed)

    assert db.session.query(ReturnLine).one().disputed == "It belongs to Essex."
    shown = text_of(as_spoc.get(ADDRESS))
    assert "It belongs to Essex." in shown
    assert "has not settled this yet" in shown


def test_a_page_that_is_out_of_date_keeps_what_was_typed(as_spoc, make_death):
    case = make_death()
    page = as_spoc.get(ADDRESS)
    make_death("2026-10-20", received="2026-11-02T08:00")

    typed = {"seen": hidden(page, "seen"), f"why_{case.ref}": "It belongs to Essex."}
    answer = as_spoc.post(ADDRESS, data=typed)

    assert answer.status_code == 409
    assert "It belongs to Essex." in text_of(answer)
    assert "Confirm: these 2 deaths in October 2026" in text_of(answer)
    again = as_spoc.post(ADDRESS, data={**typed, "seen": hidden(answer, "seen")})
    assert again.status_code == 303


def test_a_missing_death_is_notified_at_once_and_leads_back(as_spoc):
    page = as_spoc.get(ADDRESS)
    started = as_spoc.post(f"{ADDRESS}/missing", data={"key": hidden(page, "key")})

    draft = db.session.query(Notification).one()
    assert started.location == f"/notifications/{draft.ref}/death"
    assert "not sent" in text_of(as_spoc.get(ADDRESS))


def test_a_second_click_on_missing_starts_no_second_notification(as_spoc):
    key = hidden(as_spoc.get(ADDRESS), "key")

    for _ in range(2):
        as_spoc.post(f"{ADDRESS}/missing", data={"key": key})

    assert db.session.query(Notification).count() == 1


def test_a_return_is_taken_back_with_a_reason(as_spoc, spoc, october, make_return):
    make_return(spoc, october)
    page = as_spoc.get(f"{ADDRESS}/withdraw")

    refused = as_spoc.post(f"{ADDRESS}/withdraw", data={"seen": hidden(page, "seen")})
    done = as_spoc.post(
        f"{ADDRESS}/withdraw", data={"seen": hidden(page, "seen"), "reason": "Too early."}
    )

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "Too early." in text_of(as_spoc.get(ADDRESS))


@pytest.mark.parametrize("key", ["2026-10-02", "2026-02-30", "nonsense", "20261001", "2020-01-01"])
def test_there_is_no_page_of_a_period_that_is_none(as_spoc, key):
    assert as_spoc.get(f"/returns/{key}").status_code == 404


def test_a_period_that_is_not_over_shows_when_it_opens_and_no_button(as_spoc):
    page = text_of(as_spoc.get("/returns/2026-11-01"))

    assert "Opens on 1 December 2026" in page
    assert "Confirm:" not in page
    assert as_spoc.post("/returns/2026-11-01", data={}).status_code == 422


def test_the_unit_settles_a_dispute_and_the_force_reads_it(
    as_spoc, sign_in, spoc, coder, october, make_death, make_return
):
    case = make_death()
    line = make_return(spoc, october, {case.ref: "It belongs to Essex."}).lines[0].ref
    sign_in(coder)
    assert "Settle disputed deaths" in text_of(as_spoc.get("/"))
    listed = text_of(as_spoc.get("/coverage/disputes"))
    empty = as_spoc.post(f"/coverage/disputes/{line}", data={})
    done = as_spoc.post(f"/coverage/disputes/{line}", data={"resolution": "Essex has it now."})
    sign_in(spoc)

    assert "It belongs to Essex." in listed
    assert (empty.status_code, done.status_code) == (422, 303)
    assert "Essex has it now." in text_of(as_spoc.get(ADDRESS))


def test_the_grid_says_everything_in_words(as_spoc, sign_in, spoc, coder, october, make_return):
    make_return(spoc, october, when="2026-11-16")
    sign_in(coder)
    with clock_at(at("2026-11-20")):
        page = text_of(as_spoc.get("/coverage"))

    assert "Confirmed: none. Late" in page
    assert "Not returned" in page
    assert "1 of 1 forces returned October 2026" in page


@pytest.fixture
def regions(database, kent, essex):
    """Kent and Essex in their regions, which differ between the systems."""
    for force, system, name in (
        (kent, RegionSystem.HOME_OFFICE, "South East"),
        (essex, RegionSystem.HOME_OFFICE, "East of England"),
        (kent, RegionSystem.ROCU, "Eastern"),
        (essex, RegionSystem.ROCU, "Eastern"),
    ):
        database.session.add(
            RegionMembership(force_id=force.id, system=system, region=name, since=MEMBERS_SINCE)
        )
    database.session.commit()


@pytest.mark.parametrize(
    ("query", "forces"),
    [
        ("", {"E23000032", "E23000028"}),
        ("?region=home+office:South+East", {"E23000032"}),
        ("?region=rocu:Eastern", {"E23000032", "E23000028"}),
        ("?region=nowhere", {"E23000032", "E23000028"}),
    ],
)
def test_the_grid_is_narrowed_to_a_region_of_either_system(
    as_spoc, sign_in, coder, regions, query, forces
):
    sign_in(coder)

    page = text_of(as_spoc.get(f"/coverage{query}"))
    file = text_of(as_spoc.get(f"/coverage/returns.csv{query}"))

    asked = {"E23000032", "E23000028"}
    assert {code for code in asked if f"/coverage/{code}" in page} == forces
    assert {code for code in asked if code in file} == forces


def test_an_analyst_sees_the_forces_of_the_region_and_no_death(
    as_spoc, sign_in, spoc, october, regions, make_death, make_return
):
    make_return(spoc, october, {make_death().ref: "It belongs to Essex."})
    sign_in(add_user(RoleName.ANALYST))

    force, one = (as_spoc.get(f"/coverage/E23000032{more}") for more in ("", "/2026-10-01"))

    assert "E23000028" not in text_of(as_spoc.get("/coverage"))
    assert "Disputed" in text_of(force)
    assert "Sam Spoc" in text_of(one)
    assert "42/7" not in text_of(one)
    assert as_spoc.get("/coverage/E23000028").status_code == 404
    assert as_spoc.get("/coverage/disputes").status_code == 403


def test_an_instant_that_is_none_is_told(as_spoc, sign_in, coder):
    sign_in(coder)

    assert as_spoc.get("/coverage?as-at=tomorrow").status_code == 302
    assert as_spoc.get("/coverage/returns.csv?as-at=2999-01-01").status_code == 302


def test_a_lead_changes_the_terms(as_spoc, sign_in, lead):
    sign_in(lead)
    typed = {"rhythm": "weekly", "since": ["4", "12", "2026"], "due": "2", "grace": "3"}

    half = as_spoc.post("/coverage/terms", data=typed)
    done = as_spoc.post("/coverage/terms", data={**typed, "close": "10"})

    assert (half.status_code, done.status_code) == (422, 303)
    assert "4 December 2026" in text_of(as_spoc.get("/coverage/terms"))
