"""The people of these tests, signed in or not, and a counter of statements."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.notifications import actions
from dhp.notifications.models import Notification
from tests.accounts.people import region_for
from tests.cases.conftest import Statements, statements
from tests.followup.conftest import browser as signed_in
from tests.notifications.deaths import ANSWERS

__all__ = ["Statements", "signed_in", "statements"]


@pytest.fixture
def force(database: SQLAlchemy) -> Force:
    return a_force(database, "E23000013", "West Yorkshire")


@pytest.fixture
def other_force(database: SQLAlchemy) -> Force:
    return a_force(database, "E23000005", "Greater Manchester")


@pytest.fixture
def spoc(database: SQLAlchemy, force: Force) -> User:
    return a_user(database, RoleName.SPOC, "Sam Spoc", force)


@pytest.fixture
def colleague(database: SQLAlchemy, force: Force) -> User:
    return a_user(database, RoleName.SPOC, "Cal Colleague", force)


@pytest.fixture
def stranger(database: SQLAlchemy, other_force: Force) -> User:
    return a_user(database, RoleName.SPOC, "Stan Stranger", other_force)


@pytest.fixture
def coder(database: SQLAlchemy) -> User:
    return a_user(database, RoleName.CODER, "Cora Coder")


@pytest.fixture
def lead(database: SQLAlchemy) -> User:
    return a_user(database, RoleName.LEAD, "Lee Lead")


@pytest.fixture
def draft(database: SQLAlchemy, force: Force, spoc: User) -> Notification:
    """A draft with every question answered, committed."""
    notification = a_draft(force, spoc)
    database.session.commit()
    return notification


@pytest.fixture
def sent(database: SQLAlchemy, draft: Notification, spoc: User) -> Notification:
    """A sent notification, committed."""
    actions.send(draft, draft.send_key, "", by=spoc)
    database.session.commit()
    return draft


def a_force(database: SQLAlchemy, code: str, name: str) -> Force:
    found = database.session.scalar(sa.select(Force).where(Force.code == code))
    if found is None:
        found = Force(code=code, name=name, territorial=True)
        database.session.add(found)
        database.session.commit()
    return found


def a_user(database: SQLAlchemy, role: RoleName, name: str, force: Force | None = None) -> User:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    user = User(email=email, name=name, role=role, force=force, joined_at=now(), **region_for(role))
    database.session.add(user)
    database.session.commit()
    return user


def a_draft(
    force: Force, by: User, key: str = "one", answers: Mapping[str, str] = ANSWERS
) -> Notification:
    """A draft with `answers`, not committed."""
    notification = actions.start(force, key, by=by)
    actions.save(notification, answers, notification.version, by=by)
    return notification
