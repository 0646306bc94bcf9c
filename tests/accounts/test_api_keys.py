"""Keys of forces' systems: made, shown once, rotated, revoked; the administrator's pages of them."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.api_keys.actions import digest, make_key, revoke_key, rotate_key
from dhp.accounts.api_keys.models import ApiClient, ApiKey, Scope
from dhp.accounts.api_keys.queries import key_shown
from dhp.accounts.api_keys.rules import LONGEST_LIFE, MOST_IN_USE, OVERLAP, KeyState, state_of
from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.audit.trail import Command
from dhp.calendar import clock_at, now
from dhp.errors import DomainError, Refused
from tests.accounts.people import add_user, sign_in_as
from tests.harness.pages import PageClient

KEY = re.compile(r"dhp_[0-9A-Z]{8}_[0-9a-f]{64}")
DAY = timedelta(days=1)


@pytest.fixture
def kent(database: SQLAlchemy) -> Force:
    found = Force(code="E23000032", name="Kent", territorial=True)
    database.session.add(found)
    database.session.commit()
    return found


@pytest.fixture
def administrator(kent: Force, client: PageClient) -> User:
    user = add_user(RoleName.ADMINISTRATOR)
    sign_in_as(client, user)
    return user


def made(force: Force, **given: Any) -> tuple[ApiKey, str]:
    return make_key(force, "Crime recording", by=Command(), **given)


def test_of_a_key_only_a_digest_and_its_beginning_are_kept(
    database: SQLAlchemy, kent: Force
) -> None:
    key, text = made(kent)
    database.session.commit()

    kept = str(database.session.execute(sa.text("SELECT * FROM api_keys")).all())
    assert KEY.fullmatch(text)
    assert key.key_hash == digest(text)
    assert text not in kept
    assert text.removeprefix(key.prefix) not in kept
    assert text.startswith(key.prefix)


def test_all_keys_of_a_force_belong_to_its_one_system(database: SQLAlchemy, kent: Force) -> None:
    first, second = (made(kent)[0] for _ in range(2))

    assert first.client is second.client
    assert database.session.scalar(sa.select(sa.func.count()).select_from(ApiClient)) == 1


def test_a_rotated_key_goes_on_working_until_the_overlap_is_over(kent: Force) -> None:
    old, text = made(kent, scopes=[Scope.RECEIPTS])

    new, new_text = rotate_key(old, by=Command())

    assert new.scopes == (Scope.RECEIPTS,)
    assert key_shown(text) is old
    assert key_shown(new_text) is new
    with clock_at(now() + OVERLAP + DAY):
        assert key_shown(text) is None
        assert key_shown(new_text) is new


def test_rotating_never_lengthens_a_life(kent: Force) -> None:
    old, _text = made(kent, life=DAY)
    ends = old.expires_at

    rotate_key(old, by=Command())

    assert old.expires_at == ends


def test_a_revoked_key_is_worth_nothing_at_once(kent: Force) -> None:
    key, text = made(kent)

    revoke_key(key, by=Command())

    assert key_shown(text) is None
    assert state_of(key, now()) is KeyState.REVOKED


def test_an_expired_key_is_worth_nothing_and_cannot_be_rotated(kent: Force) -> None:
    key, text = made(kent, life=DAY)

    with clock_at(now() + 2 * DAY):
        assert key_shown(text) is None
        with pytest.raises(Refused, match="expired already"):
            rotate_key(key, by=Command())
        with pytest.raises(Refused, match="expired already"):
            revoke_key(key, by=Command())


@pytest.mark.parametrize("life", [timedelta(), LONGEST_LIFE + DAY])
def test_a_life_has_bounds(kent: Force, life: timedelta) -> None:
    with pytest.raises(DomainError, match="from 1 to 730 days"):
        made(kent, life=life)


def test_a_system_has_only_so_many_keys_in_use(kent: Force) -> None:
    keys = [made(kent)[0] for _ in range(MOST_IN_USE)]

    with pytest.raises(Refused, match="Revoke one"):
        made(kent)

    revoke_key(keys[0], by=Command())
    assert made(kent)


def test_making_shows_the_key_once_and_the_trail_never_has_it(
    administrator: User, client: PageClient, database: SQLAlchemy
) -> None:
    form = {"force": "E23000032", "name": "Crime recording", "days": "90"}
    shown = KEY.search(client.post("/api-keys/new", data=form).get_data(as_text=True))

    key = database.session.scalars(sa.select(ApiKey)).one()
    assert shown is not None
    assert key.key_hash == digest(shown[0])
    assert key.created_by_id == administrator.id
    for page in ("/api-keys", f"/api-keys/{key.ref}"):
        text = client.get(page).get_data(as_text=True)
        assert key.prefix in text
        assert not KEY.search(text)
    bodies = " ".join(database.session.scalars(sa.select(TrailEvent.body)))
    assert "api-key.made" in bodies
    assert key.prefix not in bodies


def test_the_form_says_what_is_missing(administrator: User, client: PageClient) -> None:
    answer = client.post("/api-keys/new", data={"force": "", "name": "", "days": ""})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Choose the force whose system will call." in page
    assert "Say which system the key is for." in page


def test_a_key_is_rotated_and_revoked_on_its_page(
    administrator: User, client: PageClient, database: SQLAlchemy, kent: Force
) -> None:
    key, _text = made(kent)
    database.session.commit()

    rotated = client.post(f"/api-keys/{key.ref}/rotate")
    revoked = client.post(f"/api-keys/{key.ref}/revoke")
    again = client.post(f"/api-keys/{key.ref}/revoke")

    assert KEY.search(rotated.get_data(as_text=True))
    assert "14 days" in rotated.get_data(as_text=True)
    assert (revoked.status_code, again.status_code) == (303, 409)
    assert "Revoked" in client.get("/api-keys").get_data(as_text=True)
