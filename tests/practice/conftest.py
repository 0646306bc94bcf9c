"""People and entries for the tests of the library; the clock is at 4 March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.definitions import DeathType
from dhp.practice.actions import Judged, Words, review, submit
from dhp.practice.models import Practice
from dhp.practice.rules import Label
from tests.accounts.people import add_user
from tests.cases.conftest import Statements, statements

__all__ = ["Statements", "statements"]

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY, NEXT = NOW.date(), date(2027, 3, 4)

List = Callable[..., Practice]


def words(**changes: Any) -> Words:
    """What an entry says."""
    given = {
        "title": "A second look at falls from height",
        "summary": "A detective reads the abuse history before a fall is called an accident.",
        "done": "The duty detective searches three systems within an hour.",
        "found": "Nothing is known yet.",
        "contact": "Review team, Kent",
        "types": (DeathType.UNEXPECTED,),
        "themes": ("5", "5.06"),
    }
    return Words(**given | changes)


def judged(label: Label | None = Label.PROMISING, **changes: Any) -> Judged:
    """What a review found."""
    given = {
        "label": label,
        "judged_by": "The central unit",
        "judged_on": TODAY,
        "grounds": "First results of two forces.",
        "review_on": NEXT if label else None,
    }
    return Judged(**given | changes)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Wednesday 4 March 2026, noon."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def spoc(database: SQLAlchemy) -> User:
    """The contact of Kent."""
    return add_user(RoleName.SPOC)


@pytest.fixture
def coder(database: SQLAlchemy) -> User:
    """A coder of the unit."""
    return add_user(RoleName.CODER)


@pytest.fixture
def lead(database: SQLAlchemy) -> User:
    """The lead of the unit."""
    return add_user(RoleName.LEAD)


@pytest.fixture
def add_listed(database: SQLAlchemy, coder: User, lead: User) -> List:
    """Puts an entry into the library: `add_listed(label, title=...)`."""

    def add(label: Label = Label.PROMISING, **changes: Any) -> Practice:
        practice = submit(words(**changes), "Lantern Helpline", by=coder)
        review(practice, 1, judged(label), by=lead)
        database.session.commit()
        return practice

    return add
