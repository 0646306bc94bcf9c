"""Sources, a list and cases for the tests of the evidence base; the clock is at 4 March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.forces import forces, load_forces
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, now
from dhp.cases.actions import classify
from dhp.cases.models import Case
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.evidence.actions import About, NewSeries, add_series, add_source
from dhp.evidence.list_actions import NewList, open_list
from dhp.evidence.list_file import COLUMNS, list_in
from dhp.evidence.list_models import Reconciliation
from dhp.evidence.models import BenchmarkSeries, EvidenceSource
from dhp.evidence.rules import SourceKind
from tests.accounts.people import add_user
from tests.cases.conftest import (
    MakeCase,
    Statements,
    coder,
    given,
    kent,
    make_case,
    make_user,
    statements,
)

__all__ = ["MakeCase", "Statements", "coder", "kent", "make_case", "make_user", "statements"]

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HEADER = ",".join(COLUMNS)
# The death of `make_case` with another date, as a list tells it.
ROWS = (
    "HI1,E23000032,2025-03-01,female,34,male,36,ex-partner,",
    "HI2,,2025-06-15,male,70,,,,",
    "HI3,E23000028,2025-09,female,,,,,",
)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Wednesday 4 March 2026, noon."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def lead(database: SQLAlchemy) -> User:
    """The lead of the unit."""
    return add_user(RoleName.LEAD)


def about(**changes: Any) -> About:
    """What is kept of a source."""
    words = {"publisher": "An office", "citation": "An office (2025).", "licence": "Not stated"}
    fixed = {"kind": SourceKind.REPORT, "title": "A report", "covers": "Homicides."}
    rest = {"url": "https://example.org/report", "published_on": date(2025, 3, 25)}
    return About(**words | fixed | rest | changes)


@pytest.fixture
def source(database: SQLAlchemy, coder: User) -> EvidenceSource:
    """A source."""
    kept = add_source(about(), by=coder)
    database.session.commit()
    return kept


@pytest.fixture
def series(database: SQLAlchemy, coder: User) -> BenchmarkSeries:
    """A series beside our intimate partner homicides."""
    words = ("Theirs count convictions.", "Ours count suspicions.")
    new = NewSeries("homicides", "Homicides", "Deaths", *words, (DeathType.IPH,))
    kept = add_series(new, by=coder)
    database.session.commit()
    return kept


def list_of(*rows: str) -> bytes:
    """A file of a list with these rows."""
    return "\r\n".join([HEADER, *rows]).encode()


@pytest.fixture
def opened(
    database: SQLAlchemy, source: EvidenceSource, coder: User, kent: object
) -> Reconciliation:
    """A list of three deaths for the calendar year 2025."""
    load_forces(database.session())
    told = list_in(list_of(*ROWS), {one.code: one for one in forces()}, london_date(now()))
    assert told.faults == []
    year = (date(2025, 1, 1), date(2025, 12, 31))
    kept = open_list(NewList(source, "A list", *year, (DeathType.IPH,)), told.deaths, by=coder)
    database.session.commit()
    return kept


@pytest.fixture
def died(database: SQLAlchemy, make_case: MakeCase, coder: User) -> Callable[..., Case]:
    """Opens an intimate partner homicide of Kent: `died("2025-03-01", victim__age="34")`."""

    def make(day: str, kind: DeathType = DeathType.IPH, **changes: Any) -> Case:
        people = {"victim__sex": "female", "victim__age": "34", "suspect1__sex": "male"}
        options = {name: changes.pop(name) for name in ("readers", "restricted") if name in changes}
        told = people | {"death__date_of_death": day} | changes
        case = make_case(given(**told), **options)
        decision = Decision(Scope.IN, kind, "dhp-2023", "Told by the test")
        classify(case, decision, Verdict(Scope.CANNOT_TELL), by=coder)
        database.session.commit()
        return case

    return make
