"""Signing in: two proofs, counted guesses, nothing learnt about accounts."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from dhp.accounts import guesses, passwords
from dhp.accounts.models import Guess, User
from dhp.audit.account_acts import AccountAct
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from tests.accounts.conftest import Post
from tests.accounts.people import PASSWORD, SECRET, add_user
from tests.harness.pages import PageClient

EMAIL = "robin@example.org"


@pytest.fixture
def robin(database: SQLAlchemy) -> User:
    return add_user(email=EMAIL)


def acts(database: SQLAlchemy) -> list[str]:
    return list(database.session.scalars(select(TrailEvent.act).order_by(TrailEvent.seq)))


def test_password_and_code_together_let_a_person_in(
    robin: User, client: PageClient, give_password: Post, give_code: Post, database: SQLAlchemy
) -> None:
    first = give_password(client, "  Robin@Example.org ")
    second = give_code(client)

    assert first.location == "/sign-in/code"
    assert second.status_code == 302
    assert client.get("/account").status_code == 200
    assert acts(database) == [AccountAct.SIGNED_IN]


def test_the_secret_of_the_codes_is_decrypted_to_sign_in_and_on_no_other_page(
    database: SQLAlchemy,
    client: PageClient,
    give_password: Post,
    give_code: Post,
    decrypted: list[str],
) -> None:
    add_user(email=EMAIL)
    database.session.remove()

    give_password(client, EMAIL)
    assert decrypted == []
    give_code(client)
    assert decrypted == [SECRET]
    for page in ("/", "/account"):
        assert client.get(page).status_code == 200
    assert decrypted == [SECRET]


def test_after_the_password_alone_every_page_asks_to_sign_in(
    robin: User, client: PageClient, give_password: Post
) -> None:
    give_password(client, EMAIL)

    for path in ("/account", "/account/password", "/users"):
        assert client.get(path).location == "/sign-in"
    assert client.post("/sign-out").status_code == 401


def test_without_the_password_there_is_no_code_page(robin: User, client: PageClient) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"
    assert client.post("/sign-in/code", data={"code": "1"}).location == "/sign-in"


def test_the_code_must_follow_the_password_within_minutes(
    robin: User, client: PageClient, give_password: Post, give_code: Post
) -> None:
    give_password(client, EMAIL)

    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        assert give_code(client).location == "/sign-in"


def test_a_person_comes_to_the_page_first_asked_for(
    robin: User, client: PageClient, give_password: Post, give_code: Post
) -> None:
    client.get("/account/password")

    give_password(client, EMAIL)

    assert give_code(client).location == "/account/password"


def test_known_and_unknown_addresses_get_identical_pages(
    robin: User, client: PageClient, give_password: Post
) -> None:
    disabled = add_user(email="sunny@example.org", disabled_at=now())
    invited = add_user(email="waiting@example.org", joined_at=None)

    pages = set()
    with time_machine.travel(now(), tick=False):  # the token of a form tells its second
        for email in (EMAIL, disabled.email, invited.email, "nobody@example.org"):
            answer = give_password(client, email, "wrong")
            text = answer.get_data(as_text=True).replace(email, "…")
            pages.add((answer.status_code, re.sub(r'nonce="[^"]*"', "", text)))

    assert len(pages) == 1
    assert "do not belong together" in pages.pop()[1]


def test_an_unknown_address_costs_a_hash_too(
    robin: User, client: PageClient, give_password: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str | None] = []
    matches = passwords.matches
    monkeypatch.setattr(
        passwords, "matches", lambda kept, typed: compared.append(kept) or matches(kept, typed)
    )

    give_password(client, EMAIL, "wrong")
    give_password(client, "nobody@example.org", "wrong")

    assert compared == [robin.password_hash, None]


def test_a_failure_is_recorded_without_what_was_typed(
    robin: User, client: PageClient, give_password: Post, database: SQLAlchemy
) -> None:
    give_password(client, EMAIL, "wrong-and-secret")
    give_password(client, "nobody@example.org", "wrong-and-secret")

    known, unknown = database.session.scalars(select(TrailEvent).order_by(TrailEvent.seq))
    assert (known.act, unknown.act) == (AccountAct.SIGN_IN_FAILED, AccountAct.SIGN_IN_FAILED)
    assert robin.ref in known.body
    assert '"about":[]' in unknown.body.replace(" ", "")
    assert not any("secret" in event.body or "@" in event.body for event in (known, unknown))


def test_guesses_are_shared_by_all_applications_and_survive_them(
    robin: User, app: Flask, new_app: Callable[..., Flask], give_password: Post
) -> None:
    clients = [built.test_client() for built in (app, new_app())]

    answers = [give_password(clients[turn % 2], EMAIL, "wrong").status_code for turn in range(11)]

    assert answers == [200] * 10 + [429]
    late = give_password(new_app().test_client(), EMAIL)  # even the right one, on a fresh one
    assert late.status_code == 429
    assert "There were too many tries" in late.get_data(as_text=True)
    assert 0 < int(late.headers["Retry-After"]) <= 300


def test_the_throttle_looks_alike_for_an_unknown_address(
    robin: User, client: PageClient, give_password: Post
) -> None:
    last = [give_password(client, "nobody@example.org", "wrong") for _ in range(11)][-1]

    assert last.status_code == 429
    assert "There were too many tries" in last.get_data(as_text=True)


def test_others_sign_in_while_one_account_is_throttled(
    robin: User, client: PageClient, give_password: Post
) -> None:
    other = add_user(email="sunny@example.org")
    for _ in range(10):
        give_password(client, EMAIL, "wrong")

    assert give_password(client, other.email).location == "/sign-in/code"


def test_the_throttle_ends_by_itself(
    robin: User, client: PageClient, give_password: Post, database: SQLAlchemy
) -> None:
    for _ in range(12):
        give_password(client, EMAIL, "wrong")

    with time_machine.travel(now() + guesses.WINDOW + timedelta(seconds=2), tick=False):
        assert give_password(client, EMAIL).location == "/sign-in/code"


def test_a_right_password_leaves_the_count_of_codes_alone(
    robin: User, client: PageClient, give_password: Post, give_code: Post
) -> None:
    give_password(client, EMAIL)
    first = [give_code(client, "000000").status_code for _ in range(9)]
    give_password(client, EMAIL)
    then = [give_code(client, "000000").status_code for _ in range(9)]

    assert first == [200] * 9
    assert then == [200] + [429] * 8
    assert give_code(client).status_code == 429


def test_one_source_cannot_try_many_accounts(
    database: SQLAlchemy, new_app: Callable[..., Flask], give_password: Post
) -> None:
    client = new_app(GUESSES_PER_SOURCE=5).test_client()

    answers = [
        give_password(client, f"person{number}@example.org", "wrong").status_code
        for number in range(6)
    ]

    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.9"}}
    assert answers == [200] * 5 + [429]
    assert give_password(client, "person9@example.org", "x", **elsewhere).status_code == 200


def test_guesses_hold_no_address(
    robin: User, client: PageClient, give_password: Post, database: SQLAlchemy
) -> None:
    give_password(client, EMAIL, "wrong")

    kept = list(database.session.scalars(select(Guess.who)))
    assert len(kept) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", who) for who in kept)


def test_a_code_works_once(
    robin: User, client: PageClient, app: Flask, give_password: Post, give_code: Post
) -> None:
    code = pyotp.TOTP(SECRET).now()
    give_password(client, EMAIL)
    give_code(client, code)

    again = app.test_client()
    give_password(again, EMAIL)
    answer = give_code(again, f"{code[:3]} {code[3:]}")

    assert answer.status_code == 200
    assert "was used already" in answer.get_data(as_text=True)


def test_of_twenty_replays_at_once_one_succeeds(
    robin: User, app: Flask, give_password: Post, give_code: Post
) -> None:
    clients = [app.test_client() for _ in range(20)]
    for client in clients:
        give_password(client, EMAIL)
    code, together = pyotp.TOTP(SECRET).now(), threading.Barrier(20)
    answers: list[int] = []

    def replay(client: PageClient) -> None:
        together.wait()
        answers.append(give_code(client, code).status_code)

    threads = [threading.Thread(target=replay, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200] * 10 + [302] + [429] * 9


def test_guesses_all_at_once_reach_the_hash_ten_times(
    robin: User, app: Flask, give_password: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str | None] = []
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: compared.append(kept))

    def guess() -> None:
        give_password(app.test_client(), EMAIL, "wrong")

    threads = [threading.Thread(target=guess) for _ in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(compared) == 10


def test_an_old_hash_is_renewed_when_its_password_comes(
    robin: User, client: PageClient, give_password: Post, database: SQLAlchemy
) -> None:
    older = passwords.PasswordHasher(time_cost=1, memory_cost=1024)
    robin.password_hash = older.hash(PASSWORD)
    database.session.commit()

    give_password(client, EMAIL)

    assert not passwords.outdated(robin.password_hash or "")


def test_the_demonstration_says_that_the_second_step_is_off(
    robin: User, new_app: Callable[..., Flask], give_password: Post
) -> None:
    client = new_app(SECOND_FACTOR=False).test_client()

    page = client.get("/sign-in").get_data(as_text=True)
    give_password(client, EMAIL)

    assert "switched off" in page
    assert client.get("/account").status_code == 200
