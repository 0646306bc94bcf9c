"""The people and deaths of returns, at a time when the year 2025-26 is over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.calendar import clock_at
from dhp.returns.periods import USUAL, Rhythm, Terms
from dhp.returns.plan import set_terms
from dhp.statistics.years.year import Year, year_named
from tests.harness.record import at
from tests.returns.conftest import (
    coder,
    colleague,
    essex,
    kent,
    lead,
    make_case,
    make_death,
    make_user,
    restricted_death,
    sign_in,
    spoc,
    stranger,
)

__all__ = [
    "coder",
    "colleague",
    "essex",
    "kent",
    "lead",
    "make_case",
    "make_death",
    "make_user",
    "restricted_death",
    "sign_in",
    "spoc",
    "stranger",
]


@pytest.fixture
def year() -> Iterator[Year]:
    """The financial year 2025-26, seen in the May after it, by pages too."""
    with time_machine.travel(datetime(2026, 5, 4, 10, tzinfo=UTC), tick=False):
        yield year_named("2025-26", date(2026, 5, 4))


@pytest.fixture
def returning(database: SQLAlchemy, lead: User) -> None:
    """Forces have returned calendar months since April 2025."""
    with clock_at(at("2025-03-03")):
        set_terms(Terms(Rhythm.MONTHLY, date(2025, 4, 1), *USUAL[Rhythm.MONTHLY]), by=lead)
        database.session.commit()
