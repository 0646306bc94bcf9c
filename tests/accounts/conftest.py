"""What tests of accounts share: pages to sign in on, and codes that fit."""

from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
from cryptography.fernet import Fernet, MultiFernet
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from tests.accounts.people import PASSWORD, SECRET

Post = Callable[..., TestResponse]


@pytest.fixture
def give_password() -> Post:
    """Posts the first step of signing in."""

    def post(
        client: FlaskClient, email: str, password: str = PASSWORD, **more: Any
    ) -> TestResponse:
        form = {"email": email, "password": password}
        return client.post("/sign-in", data=form, **more)

    return post


@pytest.fixture
def give_code() -> Post:
    """Posts the second step, by default with the right code."""

    def post(client: FlaskClient, code: str | None = None) -> TestResponse:
        return client.post("/sign-in/code", data={"code": code or pyotp.TOTP(SECRET).now()})

    return post


@pytest.fixture
def count_statements(app: Flask) -> Iterator[Callable[[], list[str]]]:
    """Gives a list that fills with every statement from then on."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    def begin() -> list[str]:
        seen.clear()
        return seen

    event.listen(Engine, "before_cursor_execute", note)
    yield begin
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def decrypted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Encrypts what may identify somebody, and gives a list that fills with every text decrypted."""
    app.config["FIELD_KEYS"] = [Fernet.generate_key().decode()]
    decrypt, texts = MultiFernet.decrypt, []

    def noted(keys: MultiFernet, token: bytes) -> bytes:
        texts.append(decrypt(keys, token).decode())
        return decrypt(keys, token)

    monkeypatch.setattr(MultiFernet, "decrypt", noted)
    return texts
