"""The administrator's pages."""

import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from dhp.accounts.forces import load_forces
from dhp.accounts.models import Region, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.audit.account_acts import AccountAct
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from tests.accounts.people import add_user, sign_in_as
from tests.harness.pages import PageClient


@pytest.fixture
def administrator(database: SQLAlchemy, client: PageClient) -> User:
    load_forces(database.session())
    user = add_user(RoleName.ADMINISTRATOR, email="admin@example.org", name="Alex Okafor")
    sign_in_as(client, user)
    return user


def invitation_form(**given: str) -> dict[str, str]:
    return {
        "name": "Jo Moss",
        "email": "jo@example.org",
        "role": "reader",
        "force": "",
        "region": "",
    } | given


def test_inviting_shows_a_link_that_works(
    administrator: User, client: PageClient, database: SQLAlchemy
) -> None:
    answer = client.post("/users/new", data=invitation_form())

    user = database.session.scalars(select(User).where(User.email == "jo@example.org")).one()
    link = re.search(r"http://localhost(/invitations/[\w-]+)<", answer.get_data(as_text=True))
    assert link is not None
    assert user.role is RoleName.READER
    assert client.get(link[1]).status_code == 200


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"role": "spoc"}, "force", "Choose the force that this person notifies for."),
        ({"force": "btp"}, "force", "Choose “No force”"),
        ({"role": "analyst"}, "region", "Choose the region whose forces this person looks after."),
        ({"region": "rocu: Eastern"}, "region", "Choose “No region”"),
        ({"role": "analyst", "region": "rocu: Nowhere"}, "region", "Choose from the list"),
        ({"email": "jo"}, "email", "Enter an e-mail address"),
        ({"email": "ADMIN@example.org"}, "email", "has an account already"),
        ({"name": ""}, "name", "Enter the person’s name."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    administrator: User,
    client: PageClient,
    database: SQLAlchemy,
    given: dict[str, str],
    field: str,
    message: str,
) -> None:
    page = client.post("/users/new", data=invitation_form(**given)).get_data(as_text=True)

    beside = re.search(f'id="{field}-error"(.*?)</p>', page, re.DOTALL)
    assert beside is not None
    assert message in beside[1]
    assert database.session.scalars(select(User)).all() == [administrator]


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        (
            {"email": "jo", "role": "spoc"},
            {"email": "Enter an e-mail", "force": "Choose the force that"},
        ),
        (
            {"email": "admin@example.org", "role": "analyst"},
            {"email": "has an account already", "region": "Choose the region"},
        ),
        (
            {"email": " ", "role": "nobody", "force": "nowhere"},
            {"email": "Enter the person", "role": "Choose from", "force": "Choose from"},
        ),
    ],
)
def test_a_name_that_is_too_long_hides_no_other_fault(
    administrator: User, client: PageClient, given: dict[str, str], faults: dict[str, str]
) -> None:
    typed = invitation_form(name="J" * 121, **given)
    answer = client.post("/users/new", data=typed)
    page = answer.get_data(as_text=True)

    beside = dict(re.findall(r'id="(\w+)-error"(.*?)</p>', page, re.DOTALL))
    assert answer.status_code == 422
    assert beside.keys() == {"name", *faults}
    assert "Shorten this by 1 character" in beside["name"]
    assert all(message in beside[field] for field, message in faults.items())
    assert f'value="{"J" * 121}"' in page
    assert page.count("govuk-error-message") == len(beside)


def test_an_analyst_is_invited_for_a_region_of_one_system(
    administrator: User, client: PageClient, database: SQLAlchemy
) -> None:
    client.post("/users/new", data=invitation_form(role="analyst", region="rocu: Eastern"))

    user = database.session.scalars(select(User).where(User.email == "jo@example.org")).one()
    assert user.region == Region(RegionSystem.ROCU, "Eastern")
    for address in ("/users", f"/users/{user.ref}"):
        assert "Eastern (ROCU region)" in client.get(address).get_data(as_text=True)


def test_the_list_tells_the_state_of_every_account(administrator: User, client: PageClient) -> None:
    add_user(RoleName.SPOC, name="Siân O’Brien")
    add_user(email="gone@example.org", disabled_at=now())
    add_user(email="new@example.org", joined_at=None)

    page = client.get("/users").get_data(as_text=True)

    for words in ("Siân O’Brien", "Kent", "In use", "Disabled", "Invited, not joined yet"):
        assert words in page


def test_a_disabled_person_is_out_on_the_next_request_and_stays_out(
    administrator: User, client: PageClient, app: Flask, database: SQLAlchemy
) -> None:
    reader = add_user()
    browser = app.test_client()
    sign_in_as(browser, reader)
    assert browser.get("/account").status_code == 200

    client.post(f"/users/{reader.ref}/disable")
    during = browser.get("/account").status_code
    client.post(f"/users/{reader.ref}/enable")
    after = browser.get("/account").status_code

    assert (during, after) == (302, 302)
    acts = database.session.scalars(select(TrailEvent.act).order_by(TrailEvent.seq)).all()
    assert acts[-3:] == [
        AccountAct.SIGNED_OUT,
        AccountAct.ACCOUNT_DISABLED,
        AccountAct.ACCOUNT_ENABLED,
    ]


def test_disabling_among_many_requests_lets_none_through_afterwards(
    administrator: User, client: PageClient, app: Flask
) -> None:
    reader = add_user()
    browsers = [app.test_client() for _ in range(8)]
    for browser in browsers:
        sign_in_as(browser, reader)
    disabled = threading.Event()
    late: list[int] = []

    def keep_asking(browser: PageClient) -> None:
        for _ in range(10):
            gone = disabled.is_set()
            status = browser.post("/account/end-others").status_code
            if gone:
                late.append(status)

    threads = [threading.Thread(target=keep_asking, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    client.post(f"/users/{reader.ref}/disable")
    disabled.set()
    for thread in threads:
        thread.join()

    late.append(browsers[0].post("/account/end-others").status_code)
    assert set(late) == {401}


def test_a_disabled_persons_invitation_is_withdrawn(
    administrator: User, client: PageClient
) -> None:
    page = client.post("/users/new", data=invitation_form()).get_data(as_text=True)
    link = re.search(r"(/invitations/[\w-]+)<", page)
    listed = client.get("/users").get_data(as_text=True)
    ref = re.search(r'/users/(\w+)"><bdi>Jo Moss', listed)
    assert link is not None
    assert ref is not None

    client.post(f"/users/{ref[1]}/disable", follow_redirects=True)
    client.post(f"/users/{ref[1]}/enable", follow_redirects=True)

    assert client.get(link[1]).status_code == 404


def test_administrators_cannot_shut_themselves_out(administrator: User, client: PageClient) -> None:
    answer = client.post(f"/users/{administrator.ref}/disable")

    assert answer.status_code == 409
    assert client.get("/users").status_code == 200


def test_who_has_joined_gets_no_second_invitation(administrator: User, client: PageClient) -> None:
    reader = add_user()

    assert client.post(f"/users/{reader.ref}/invitation").status_code == 409


def test_an_unknown_reference_is_not_found(administrator: User, client: PageClient) -> None:
    assert client.get("/users/0123456789ABCD").status_code == 404


def test_a_collar_number_is_read_and_decrypted_on_the_page_of_its_person_alone(
    decrypted: list[str],
    administrator: User,
    client: PageClient,
    database: SQLAlchemy,
    count_statements: Callable[[], list[str]],
) -> None:
    administrator.collar_number = "PC 1871"
    database.session.commit()
    page = f"/users/{administrator.ref}"
    database.session.remove()
    statements = count_statements()

    def reading(said: list[str]) -> list[str]:
        """Those that fetch the column; who only counts people reads none of their columns."""
        return [one for one in said if "collar_number" in one and "count(*)" not in one]

    for other in ("/", "/account", "/users"):
        assert client.get(other).status_code == 200
    assert decrypted == reading(statements) == []
    assert 'value="PC 1871"' in client.get(page).get_data(as_text=True)
    assert (len(reading(statements)), decrypted) == (1, ["PC 1871"])
