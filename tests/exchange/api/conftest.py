"""A system of a force with its key, and how it calls."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.models import Force
from dhp.audit.trail import Command
from dhp.extensions import db
from tests.notifications.deaths import ANSWERS

Call = Callable[..., TestResponse]
NAMES = {"E23000013": "Cleveland", "E23000005": "Greater Manchester"}
BODY = {"answers": dict(ANSWERS)}


@pytest.fixture
def force(database: SQLAlchemy) -> Force:
    return a_force("E23000013")


@pytest.fixture
def key(database: SQLAlchemy, force: Force) -> str:
    return a_key(force)


@pytest.fixture
def other_key(database: SQLAlchemy, force: Force) -> str:
    return a_key(a_force("E23000005"))


@pytest.fixture
def call(app: Flask, key: str) -> Call:
    """Calls an address as the force's system does, or with another key."""

    def called(path: str, *, shows: str | None = None, **given: Any) -> TestResponse:
        method = given.pop("method", "GET")
        headers = {"Authorization": f"Bearer {shows or key}"} | given.pop("headers", {})
        return app.test_client().open(f"/api/v1/{path}", method=method, headers=headers, **given)

    return called


@pytest.fixture
def send(call: Call) -> Call:
    """Sends a notification; `body` may be raw bytes."""

    def sent(body: object = BODY, key: str = "key-number-one", **given: Any) -> TestResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        headers |= given.pop("headers", {})
        return call("notifications", method="POST", data=raw, headers=headers, **given)

    return sent


def a_force(code: str) -> Force:
    force = Force(code=code, name=NAMES[code], territorial=True)
    db.session.add(force)
    db.session.commit()
    return force


def a_key(force: Force, **given: Any) -> str:
    _key, text = make_key(force, "Crime recording", by=Command(), **given)
    db.session.commit()
    return text
