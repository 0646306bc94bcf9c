from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, func, select

from dhp.audit.trail import Command
from dhp.cases.contact.models import ContactEvent, SystemSearch
from dhp.cases.models import Answer, Case, Involvement
from dhp.demonstration.depth import invent_depth
from dhp.dictionary import Role
from tests.harness.record import Death

TODAY = date(2026, 3, 20)


@pytest.fixture
def cases(database: SQLAlchemy, death: Death) -> list[Case]:
    """Forty deaths without anything but a date."""
    return [death("2026-03-04", died="2026-03-01") for _ in range(40)]


def test_some_cases_gain_contact_searches_and_children(
    database: SQLAlchemy, cases: list[Case]
) -> None:
    for number, case in enumerate(cases):
        invent_depth(case, str(number), by=Command(), today=TODAY)
    database.session.commit()

    def count(model: type, *where: ColumnElement[bool]) -> int:
        statement = select(func.count()).select_from(model).where(*where)
        return database.session.scalar(statement) or 0

    assert count(ContactEvent) > 40
    assert count(SystemSearch) > 40
    assert count(Involvement, Involvement.role == Role.OTHER) > 5
    assert count(Answer, Answer.code == "relationship") > 5


def test_the_same_seed_invents_the_same(database: SQLAlchemy, cases: list[Case]) -> None:
    first, second = cases[:2]
    for case in (first, second):
        invent_depth(case, "7", by=Command(), today=TODAY)
    database.session.flush()

    events = [
        [
            (e.kind, e.happened, e.detail)
            for e in database.session.query(ContactEvent)
            .filter_by(case_id=c.id)
            .order_by(ContactEvent.id)
        ]
        for c in (first, second)
    ]
    assert events[0] == events[1]


def test_the_invented_keep_to_what_the_record_allows(
    database: SQLAlchemy, cases: list[Case]
) -> None:
    for number, case in enumerate(cases):
        invent_depth(case, str(number), by=Command(), today=TODAY)

    events = database.session.query(ContactEvent).all()
    assert all(event.when.first < date(2026, 3, 1) for event in events)
