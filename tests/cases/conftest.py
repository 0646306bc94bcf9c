"""People, forces and cases for the tests of the record."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.models import Case
from dhp.cases.submission import Submission
from dhp.dictionary import Given, State
from dhp.extensions import db, sign_in_manager

RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)

MakeUser = Callable[..., User]
MakeCase = Callable[..., Case]


def given(**answers: str) -> dict[str, Given]:
    """Answers by column name: `victim__age="34"`; a text in brackets is a state."""
    return {
        name.replace("__", "."): Given(State(text[1:-1]))
        if text.startswith("[")
        else Given(State.ANSWERED, text)
        for name, text in answers.items()
    }


HOMICIDE = given(
    death__force_ref="42/7",
    death__date_of_death="2026-03-01",
    death__suspected_intent="homicide",
    death__suspect_identified="yes",
    victim__sex="female",
    victim__age="34",
    suspect1__sex="male",
    suspect1__age="36",
    suspect1__relationship="ex-partner",
    incident__location_type="victim_home",
)


@pytest.fixture
def kent(database: SQLAlchemy) -> Force:
    """One force."""
    force = Force(code="E23000032", name="Kent", territorial=True)
    database.session.add(force)
    database.session.commit()
    return force


@pytest.fixture
def make_user(database: SQLAlchemy, kent: Force) -> MakeUser:
    """Makes an active user with a role."""

    def make(role: RoleName, name: str = "") -> User:
        user = User(
            email=f"{role}-{name or 'one'}@example.org".replace(" ", ".").lower(),
            name=name or f"Robin {role.capitalize()}",
            role=role,
            force=kent if role is RoleName.SPOC else None,
            joined_at=now(),
        )
        database.session.add(user)
        database.session.commit()
        return user

    return make


@pytest.fixture
def coder(make_user: MakeUser) -> User:
    """A coder of the unit."""
    return make_user(RoleName.CODER, "Cora Coder")


@pytest.fixture
def make_case(database: SQLAlchemy, kent: Force, coder: User) -> MakeCase:
    """Opens a case as the coder, from Kent unless told otherwise."""

    def make(answers: dict[str, Given] = HOMICIDE, **changes: Any) -> Case:
        incident = changes.pop("incident", None)
        readers = changes.pop("readers", ())
        given: dict[str, Any] = {"force": kent, "received_at": RECEIVED, "answers": answers}
        submission = Submission(**given | changes)
        case = open_case(submission, by=coder, incident=incident, readers=readers)
        database.session.commit()
        return case

    return make


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[User], None]:
    """Lets every later request be made by one user, whichever way sign-in is built."""

    def become(user: User) -> None:
        number = user.id

        def load() -> None:
            g._login_user = db.session.get(User, number)

        monkeypatch.setattr(sign_in_manager, "_load_user", load)

    return become


class Statements(list[str]):
    """The SQL that was sent, without what begins and ends transactions."""

    @property
    def of_the_page(self) -> list[str]:
        """Those that are not the trail's own appending."""
        return [text for text in self if "trail_" not in text]


@pytest.fixture
def statements(database: SQLAlchemy) -> Iterator[Statements]:
    """Every statement sent from now on; `clear()` forgets those so far."""
    sent = Statements()

    def note(_connection: object, _cursor: object, text: str, *_: object) -> None:
        if not text.startswith("BEGIN"):
            sent.append(text)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)
