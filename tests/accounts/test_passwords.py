"""Passwords: refused with a reason where easy to guess, kept and compared safely."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask

from config import PASSWORD_COST
from dhp.accounts import passwords
from dhp.errors import DomainError

KNOWN = ["Robin Reader", "robin@kent.example", "Kent", "Avon and Somerset", "Metropolitan Police"]


def check(password: str, shortest: int = 12) -> None:
    passwords.check_strength(password, shortest=shortest, known=KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "lantern-orchard-velvet",
        "teapot glacier mandolin",
        "x7Gq!p2Lw9zR",
        "839204710293",
        "мойпарольдлинный",
        "v" * 3 + " unmistakable trombone " + "é" * 40,
    ],
)
def test_a_strong_password_of_any_characters_is_taken(password: str) -> None:
    check(password)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("lantern-orc", "at least 12"),
        ("x7Gq!" * 26, "at most 128"),
        ("kentpolice2026", "words of this service"),
        ("DomesticHomicide1!", "words of this service"),
        ("robinreader1985", "words of this service"),
        ("avonandsomerset99", "words of this service"),
        ("Password123!", "many people use"),
        ("iloveyou12345", "many people use"),
        ("aaaaaaaaaaaaaa", "repeats one character"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, reason: str) -> None:
    with pytest.raises(DomainError, match=reason) as refused:
        check(password)

    assert refused.value.field == "password"


def test_without_a_second_proof_a_password_must_be_longer() -> None:
    check("teapot-mango7")

    with pytest.raises(DomainError, match="at least 15"):
        check("teapot-mango7", shortest=passwords.SHORTEST_ALONE)


@pytest.fixture(params=["cheap", "real"])
def _cost(app: Flask, request: pytest.FixtureRequest) -> Iterator[None]:
    """Passwords at the cost of the tests, and at that of the service."""
    if request.param == "real":
        app.config["PASSWORD_COST"] = PASSWORD_COST
    with app.app_context():
        yield


@pytest.mark.usefixtures("_cost")
def test_only_the_same_password_matches() -> None:
    kept = passwords.hashed("lantern-orchard-velvet")

    assert passwords.matches(kept, "lantern-orchard-velvet")
    assert not passwords.matches(kept, "lantern-orchard-velvet ")
    assert not passwords.matches(None, "lantern-orchard-velvet")


@pytest.mark.usefixtures("_cost")
def test_the_stand_in_for_no_account_costs_as_much_as_a_real_hash() -> None:
    assert not passwords.outdated(passwords.nobodys_hash())


def test_the_service_spends_what_its_library_advises(app: Flask) -> None:
    app.config["PASSWORD_COST"] = PASSWORD_COST

    with app.app_context():
        assert not PasswordHasher().check_needs_rehash(passwords.hashed("lantern-orchard-velvet"))


def test_an_endless_password_is_refused_without_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", None)  # any use of it would raise

    assert not passwords.matches("a hash", "a" * 10_000)
