"""Joining by an invitation."""

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from dhp.accounts.actions import invite, invite_again, join
from dhp.accounts.forces import load_forces
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.queries import open_invitation
from dhp.audit.account_acts import AccountAct
from dhp.audit.models import TrailEvent
from dhp.audit.trail import Command
from dhp.calendar import now
from dhp.errors import Refused
from tests.accounts.conftest import Post
from tests.harness.pages import PageClient

PASSWORD = "teapot glacier mandolin"


@pytest.fixture
def token(database: SQLAlchemy) -> str:
    load_forces(database.session())
    _, token = invite(
        email="Jo@Example.org", name="Jo Moss", role=RoleName.READER, force=None, by=Command()
    )
    database.session.commit()
    return token


def secret_shown(page: str) -> str:
    found = re.search("<code>(.*?)</code>", page)
    assert found is not None
    return found[1].replace(" ", "")


def test_a_person_joins_with_a_password_and_a_code(
    token: str, client: PageClient, database: SQLAlchemy, give_password: Post
) -> None:
    first = client.post(f"/invitations/{token}", data={"password": PASSWORD})
    page = client.get(first.location).get_data(as_text=True)
    code = pyotp.TOTP(secret_shown(page)).now()
    last = client.post(first.location, data={"code": code})

    user = database.session.scalars(select(User)).one()
    assert last.location == "/sign-in"
    assert user.is_active
    assert user.email == "jo@example.org"
    acts = database.session.scalars(select(TrailEvent.act).order_by(TrailEvent.seq)).all()
    assert acts == [AccountAct.ACCOUNT_INVITED, AccountAct.ACCOUNT_JOINED]
    give_password(client, user.email, PASSWORD)
    replay = client.post("/sign-in/code", data={"code": code})
    assert "was used already" in replay.get_data(as_text=True)


def test_the_picture_carries_no_style(token: str, client: PageClient) -> None:
    client.post(f"/invitations/{token}", data={"password": PASSWORD})

    page = client.get(f"/invitations/{token}/code").get_data(as_text=True)

    assert "<svg" in page
    assert " style=" not in page


def test_a_wrong_code_lets_nobody_in(token: str, client: PageClient, database: SQLAlchemy) -> None:
    client.post(f"/invitations/{token}", data={"password": PASSWORD})

    answer = client.post(f"/invitations/{token}/code", data={"code": "000000"})

    assert "The code is not right" in answer.get_data(as_text=True)
    assert not database.session.scalars(select(User)).one().is_active


def test_the_code_cannot_be_skipped(token: str, client: PageClient, give_password: Post) -> None:
    assert client.get(f"/invitations/{token}/code").location == f"/invitations/{token}"

    client.post(f"/invitations/{token}", data={"password": PASSWORD})

    assert give_password(client, "jo@example.org", PASSWORD).status_code == 200


def test_a_weak_password_is_refused_on_the_page(token: str, client: PageClient) -> None:
    answer = client.post(f"/invitations/{token}", data={"password": "jomoss-police-2026"})

    assert "words of this service" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["", "/code"])
def test_an_invitation_works_once(
    path: str, token: str, client: PageClient, new_app: Callable[..., Flask]
) -> None:
    alone = new_app(SECOND_FACTOR=False).test_client()
    assert alone.post(f"/invitations/{token}", data={"password": PASSWORD}).location == "/sign-in"

    again = client.get(f"/invitations/{token}{path}")
    posted = client.post(f"/invitations/{token}{path}", data={"password": PASSWORD, "code": "1"})

    assert (again.status_code, posted.status_code) == (404, 404)
    assert "This invitation does not work" in again.get_data(as_text=True)


def test_two_people_with_one_link_cannot_both_join(token: str, database: SQLAlchemy) -> None:
    invitation = open_invitation(token)
    assert invitation is not None
    invitation.user.password_hash = "any"
    join(invitation, typed_code=None)

    with pytest.raises(Refused, match="used already"):
        join(invitation, typed_code=None)
    database.session.rollback()


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 404)])
def test_an_invitation_lasts_seven_days(
    days: float, status: int, token: str, client: PageClient
) -> None:
    with time_machine.travel(now() + timedelta(days=days), tick=False):
        assert client.get(f"/invitations/{token}").status_code == status


def test_a_new_invitation_ends_the_old_one(
    token: str, client: PageClient, database: SQLAlchemy
) -> None:
    user = database.session.scalars(select(User)).one()
    newer = invite_again(user, by=Command())
    database.session.commit()

    assert client.get(f"/invitations/{token}").status_code == 404
    assert client.get(f"/invitations/{newer}").status_code == 200


def test_opening_an_invitation_changes_nothing(
    token: str, client: PageClient, database: SQLAlchemy
) -> None:
    client.get(f"/invitations/{token}")

    user = database.session.scalars(select(User)).one()
    assert (user.password_hash, user.code_secret) == (None, None)
