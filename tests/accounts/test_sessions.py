"""Sessions: what the cookie holds, and when a copy of it is worth nothing."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from itsdangerous import base64_decode
from sqlalchemy import func, select

from dhp.accounts import sessions
from dhp.accounts.models import SignIn, User
from dhp.audit.account_acts import AccountAct
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from tests.accounts.conftest import Post
from tests.accounts.people import PASSWORD, add_user, sign_in_as
from tests.harness.pages import PageClient

NEW_PASSWORD = "saddle-umbrella-quartz"


@pytest.fixture
def robin(database: SQLAlchemy) -> User:
    return add_user(email="robin@example.org", name="Robin Unmistakable")


def cookie(client: PageClient) -> str:
    found = client.get_cookie("dhp")
    assert found is not None
    return found.value


def copied(app: Flask, value: str) -> PageClient:
    client = app.test_client()
    client.set_cookie("dhp", value)
    return client


def trail(database: SQLAlchemy) -> list[TrailEvent]:
    return list(database.session.scalars(select(TrailEvent).order_by(TrailEvent.seq)))


def may_read(client: PageClient) -> bool:
    return client.get("/account").status_code == 200


def test_the_cookie_holds_a_token_and_nothing_about_the_person(
    robin: User, new_app: Callable[..., Flask], give_password: Post, give_code: Post
) -> None:
    client = new_app().test_client()
    client.get("/account")

    give_password(client, robin.email)
    between = json.loads(base64_decode(cookie(client).split(".")[0]))
    give_code(client)
    after = json.loads(base64_decode(cookie(client).split(".")[0]))

    assert set(between) == {"awaiting_code", "after_code"}
    assert set(after) == {"_user_id"}
    assert len(base64_decode(after["_user_id"])) == 32
    assert between["awaiting_code"] != after["_user_id"]


def test_only_a_digest_of_the_token_is_kept(
    robin: User, client: PageClient, database: SQLAlchemy
) -> None:
    token = sign_in_as(client, robin)

    kept = database.session.scalars(select(SignIn.token_hash)).one()
    assert kept == sessions.digest(token) != token


def test_a_copied_cookie_is_refused_after_sign_out(
    robin: User, client: PageClient, app: Flask, database: SQLAlchemy
) -> None:
    sign_in_as(client, robin)
    thief = copied(app, cookie(client))
    assert may_read(thief)

    client.post("/sign-out")

    assert not may_read(thief)
    assert not may_read(client)
    assert trail(database)[-1].act == AccountAct.SIGNED_OUT


def test_a_copied_cookie_is_refused_after_a_new_password(
    robin: User, client: PageClient, app: Flask
) -> None:
    sign_in_as(client, robin)
    thief = copied(app, cookie(client))
    elsewhere = app.test_client()
    sign_in_as(elsewhere, robin)

    form = {"current_password": PASSWORD, "password": NEW_PASSWORD}
    client.post("/account/password", data=form)

    assert may_read(client)
    assert not may_read(thief)
    assert not may_read(elsewhere)


def test_a_new_password_needs_the_present_one(robin: User, client: PageClient) -> None:
    sign_in_as(client, robin)
    before = robin.password_hash

    form = {"current_password": "wrong", "password": NEW_PASSWORD}
    answers = [client.post("/account/password", data=form).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]
    assert robin.password_hash == before


@pytest.mark.parametrize(
    ("minutes", "step", "stays"),
    [(29, 29, True), (31, 31, False), (11 * 60, 20, True), (12 * 60 + 1, 29, False)],
)
def test_a_session_ends_when_idle_or_old(
    robin: User, client: PageClient, minutes: int, step: int, stays: bool
) -> None:
    began = now()
    with time_machine.travel(began, tick=False) as clock:
        sign_in_as(client, robin)
        for passed in range(step, minutes, step):
            clock.move_to(began + timedelta(minutes=passed))
            assert may_read(client)

        clock.move_to(began + timedelta(minutes=minutes))
        assert may_read(client) is stays


def test_saving_drafts_by_script_keeps_nobody_signed_in(robin: User, client: PageClient) -> None:
    began = now()
    with time_machine.travel(began, tick=False) as clock:
        sign_in_as(client, robin)
        for passed in (10, 20, 29):
            clock.move_to(began + timedelta(minutes=passed))
            client.get("/account", headers={"Accept": "application/json"})

        clock.move_to(began + timedelta(minutes=31))
        assert not may_read(client)


def test_the_last_use_is_noted_at_most_once_a_minute(
    robin: User, client: PageClient, database: SQLAlchemy
) -> None:
    began = now()
    seen = []
    with time_machine.travel(began, tick=False) as clock:
        sign_in_as(client, robin)
        for passed in (30, 59, 61, 90):
            clock.move_to(began + timedelta(seconds=passed))
            client.get("/account")
            seen.append(database.session.scalars(select(SignIn.seen_at)).one() - began)

    assert [moment.total_seconds() for moment in seen] == [0, 0, 61, 61]


def test_a_refused_page_notes_no_use(robin: User, client: PageClient, database: SQLAlchemy) -> None:
    began = now()
    with time_machine.travel(began, tick=False) as clock:
        sign_in_as(client, robin)
        clock.move_to(began + timedelta(minutes=5))

        assert client.get("/users").status_code == 403

    assert database.session.scalars(select(SignIn.seen_at)).one() == began


def test_a_late_request_does_not_revive_an_ended_session(
    robin: User, client: PageClient, database: SQLAlchemy
) -> None:
    token = sign_in_as(client, robin)
    row = database.session.scalars(select(SignIn)).one()
    client.post("/sign-out")

    sessions.mark_seen(row.id, at=now() + timedelta(minutes=5))
    database.session.commit()

    assert row.ended_at is not None
    assert row.seen_at < now()
    limits = sessions.Limits(timedelta(hours=1), timedelta(hours=1), second_factor=True)
    assert sessions.find(token, limits) is None


def test_ending_the_other_sessions_keeps_this_one(
    robin: User, client: PageClient, app: Flask
) -> None:
    sign_in_as(client, robin)
    others = [app.test_client() for _ in range(2)]
    for other in others:
        sign_in_as(other, robin)
    assert client.get("/account").get_data(as_text=True).count("Another browser") == 2

    client.post("/account/end-others")

    assert may_read(client)
    assert not any(may_read(other) for other in others)


def test_the_session_and_its_person_come_in_one_statement(
    robin: User, client: PageClient, count_statements: Callable[[], list[str]]
) -> None:
    sign_in_as(client, robin)

    asked = count_statements()
    client.get("/users")  # refused: nothing but the guard reads, before the refusal is recorded

    reading = [text for text in asked if text.startswith("SELECT")]
    assert "sign_ins" in reading[0]
    assert "users" in reading[0]
    assert not any("sign_ins" in text for text in reading[1:])


def test_the_trail_knows_the_session_and_the_address(
    robin: User, client: PageClient, database: SQLAlchemy
) -> None:
    token = sign_in_as(client, robin)

    client.post("/sign-out", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})

    body = json.loads(trail(database)[-1].body)
    assert body["surface"] == "page"
    assert body["ip"] == "192.0.2.7"
    assert body["session"] == sessions.digest(token)[:12]
    assert body["request"]


def test_signing_in_again_leaves_no_half_begun_session_usable(
    robin: User, client: PageClient, give_password: Post, database: SQLAlchemy
) -> None:
    give_password(client, robin.email)
    with client.session_transaction() as held:
        held["_user_id"] = held["awaiting_code"]  # what a forger would like to do

    assert not may_read(client)
    assert database.session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_a_disabled_person_is_out_even_where_the_session_was_left_open(
    robin: User, client: PageClient, database: SQLAlchemy
) -> None:
    sign_in_as(client, robin)
    robin.disabled_at = now()
    database.session.commit()

    assert not may_read(client)
