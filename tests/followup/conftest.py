"""The people, forces and cases of follow-up, and a clock that each test names."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.row_security.reach import ask_for, asker_for
from dhp.cases.actions import add_answers
from dhp.cases.models import Case, Source
from dhp.dictionary import Given, Stage, State
from dhp.extensions import sign_in_manager
from tests.cases.conftest import (
    HOMICIDE,
    RECEIVED,
    MakeCase,
    MakeUser,
    Statements,
    coder,
    colleague,
    essex,
    given,
    kent,
    make_case,
    make_user,
    spoc,
    statements,
    stranger,
)
from tests.harness.pages import PageClient

__all__ = [
    "HOMICIDE",
    "RECEIVED",
    "MakeCase",
    "MakeUser",
    "Statements",
    "coder",
    "colleague",
    "essex",
    "given",
    "kent",
    "make_case",
    "make_user",
    "spoc",
    "statements",
    "stranger",
]

Browser = Callable[[User], PageClient]
Recall = Callable[[str], Any]


@pytest.fixture
def on() -> Iterator[Recall]:
    """Sets the clock: `on("2026-03-20")` is noon of that day until the test sets it again."""
    travels: list[time_machine.travel] = []

    def travel(day: str) -> datetime:
        for one in travels:
            one.stop()
        travels.clear()
        instant = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
        one = time_machine.travel(instant, tick=True)
        one.start()
        travels.append(one)
        return instant

    yield travel
    for one in travels:
        one.stop()


@pytest.fixture
def case(on: Recall, make_case: MakeCase) -> Case:
    """A case of Kent, received and accepted on 4 March 2026; the clock stands there."""
    on("2026-03-04")
    return make_case()


@pytest.fixture
def record(database: SQLAlchemy, coder: User) -> Callable[..., None]:
    """Records answers as the unit would, from any source."""

    def add(
        case: Case,
        answers: Mapping[str, Given],
        source: Source = Source.UNIT,
        stage: Stage = Stage.FOLLOW_UP,
    ) -> None:
        add_answers(case, answers, by=coder, source=source, stage=stage, reason="Told by the test")
        database.session.commit()

    return add


@pytest.fixture
def browser(app: Flask, database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Gives the browser of a user: whoever the session names is taken as signed in."""

    def load(ref: str) -> User | None:
        user = database.session.scalar(sa.select(User).where(User.ref == ref))
        ask_for(asker_for(user) if user else None)
        return user

    monkeypatch.setattr(sign_in_manager, "_user_callback", load)
    monkeypatch.setattr(sign_in_manager, "_request_callback", None)

    def open_for(user: User) -> PageClient:
        client = app.test_client()
        assert isinstance(client, PageClient)
        with client.session_transaction() as session:
            session["_user_id"] = user.ref
        return client

    return open_for


def answered(value: str) -> Given:
    return Given(State.ANSWERED, value)


NOT_YET = Given(State.NOT_YET_ESTABLISHED)
