"""The people, forces and recommendations of the tests of learning; the clock is at 4 March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.extensions import db
from dhp.learning.actions import Draft, issue, write
from dhp.learning.models import Addressee, Recommendation
from dhp.learning.queries import rows
from tests.accounts.people import add_user
from tests.cases.conftest import MakeCase, Statements, make_case, statements
from tests.harness.pages import PageClient

__all__ = ["MakeCase", "Statements", "make_case", "statements"]

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
DUE = date(2026, 6, 1)
LATER = datetime(2026, 7, 1, 12, tzinfo=UTC)  # 30 days after it was due
HISTORY = (
    "Check the history at every unexpected death",
    (
        "Before a sudden or unexpected death is treated as not suspicious, officers search every system "
        "for abuse and record what was searched and found."
    ),
)
AGAIN = (
    "Search systems for abuse at sudden deaths",
    (
        "Officers attending a sudden death search systems for a history of abuse and record the result "
        "before it is treated as not suspicious."
    ),
)

Recommend = Callable[..., Recommendation]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday 4 March 2026, noon; `clock.move_to` goes on from there."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


def everybody() -> None:
    """All 44 forces and a user of each role; the contact is Kent's."""
    load_forces(db.session())
    for role in RoleName:
        add_user(role)
    add_user(RoleName.CODER, email="second@example.org", name="Sol Second")
    add_user(RoleName.SPOC, email="essex@example.org", force=named("E23000028"))


@pytest.fixture
def people(once: Callable[[Callable[[], None]], None], database: SQLAlchemy) -> dict[str, User]:
    """The users by role, the second coder as `second` and Essex's contact as `essex`."""
    once(everybody)
    found = {user.email.partition("@")[0]: user for user in database.session.query(User)}
    database.session.commit()
    return found


@pytest.fixture
def coder(people: dict[str, User]) -> User:
    """A coder."""
    return people["coder"]


@pytest.fixture
def second(people: dict[str, User]) -> User:
    """Another coder."""
    return people["second"]


@pytest.fixture
def spoc(people: dict[str, User]) -> User:
    """The contact of Kent."""
    return people["spoc"]


@pytest.fixture
def kent(people: dict[str, User]) -> Force:
    """The contact's force."""
    return named("E23000032")


@pytest.fixture
def recommend(database: SQLAlchemy, coder: User) -> Recommend:
    """Writes and issues a recommendation; `issued=False` leaves it a draft."""

    def make(
        title: str = HISTORY[0], words: str = HISTORY[1], *, issued: bool = True, **more: Any
    ) -> Recommendation:
        given = {"owner": "Head of crime", "due_on": DUE, "national": True, "compared": True}
        draft = Draft(title, words, **(given | more))
        one = write(draft, by=coder)
        if issued:
            issue(one, by=coder, version=one.version)
        database.session.commit()
        return one

    return make


@pytest.fixture
def client(client: PageClient, people: dict[str, User]) -> PageClient:
    """A browser's stand-in, once everybody is there."""
    return client


def named(code: str) -> Force:
    """The force with this code, which is there."""
    force = force_with(code)
    assert force is not None
    return force


def row_of(one: Recommendation, user: User, code: str = "E23000032") -> Addressee:
    """The row of a force, as `user` sees it."""
    found = [row.addressee for row in rows(user, one)]
    return next(row for row in found if row.force and row.force.code == code)
