"""The people and deaths of returns, at a time when the year 2025-26 is over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from dhp.statistics.years.year import Year, year_named
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
