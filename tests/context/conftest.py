"""The strands, the forces and the people of the tests of context; the clock is at 4 March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import Week, clock_at, week_of
from dhp.context.actions import Entry, Kept, keep
from dhp.context.strands import load_strands
from tests.accounts.people import add_user
from tests.cases.conftest import Statements, statements
from tests.harness.pages import PageClient

__all__ = ["Statements", "statements"]

WEEK = week_of(date(2026, 2, 26))  # Friday 20 to Thursday 26 February, over since last week
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)

Tell = Callable[..., Kept]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Wednesday 4 March 2026, noon: the day before the cut-off for `WEEK`."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def world(database: SQLAlchemy) -> None:
    """All 44 forces and the first strands."""
    load_forces(database.session())
    load_strands(database.session())
    database.session.commit()


@pytest.fixture
def kent(world: None) -> Force:
    """One force."""
    return named("E23000032")


@pytest.fixture
def essex(world: None) -> Force:
    """A force of another region."""
    return named("E23000028")


@pytest.fixture
def spoc(kent: Force) -> User:
    """The contact of Kent."""
    return add_user(RoleName.SPOC)


@pytest.fixture
def coder(world: None) -> User:
    """A coder of the unit."""
    return add_user(RoleName.CODER)


@pytest.fixture
def lead(world: None) -> User:
    """The lead of the unit."""
    return add_user(RoleName.LEAD)


@pytest.fixture
def client(app: object, client: PageClient, world: None) -> PageClient:
    """A browser's stand-in, once the forces are there."""
    return client


@pytest.fixture
def tell(database: SQLAlchemy, world: None) -> Tell:
    """Keeps figures: `tell(force, week, da_incidents=12, at="2026-03-01T10:00")`."""

    def tell_figures(
        force: Force, week: Week = WEEK, *, at: str = "", reason: str = "", **counts: int | None
    ) -> Kept:
        when = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else datetime.now(UTC)
        with clock_at(when):
            kept = keep([Entry(force, week, counts)], by=Command(), reason=reason)
            database.session.commit()
        return kept

    return tell_figures


def named(code: str) -> Force:
    """The force with this code, which is there."""
    force = force_with(code)
    assert force is not None
    return force
