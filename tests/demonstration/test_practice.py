"""The invented library: thirty entries in every state, through actions, each at its time."""

from datetime import date

import pytest
import sqlalchemy as sa

from dhp.calendar import clock_at
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.order import Order
from dhp.demonstration.practice import practice_acts
from dhp.errors import DomainError
from dhp.practice.models import Practice, PracticeAdoption, PracticeJudgement
from dhp.practice.queries import overdue
from dhp.practice.rules import Label, Standing, Status

ORDER = Order(years=3, per_year=10, seed=1, end=date(2026, 3, 11))


@pytest.fixture
def lived(database):
    with clock_at(ORDER.begins):
        open_accounts()
        database.session.commit()
    for at, act in sorted(practice_acts(ORDER, staff()), key=lambda act: act[0]):
        with clock_at(at):
            try:
                act()
            except DomainError:
                database.session.rollback()
            database.session.commit()


def kinds(database, column):
    return set(database.session.scalars(sa.select(column).distinct()))


def test_it_shows_every_label_state_and_use(database, lived):
    assert database.session.query(Practice).count() == 30
    assert kinds(database, Practice.label) == {None, *Label}
    assert kinds(database, Practice.status) == set(Status)
    assert kinds(database, PracticeAdoption.standing) == set(Standing)
    assert database.session.query(PracticeJudgement).count() == 29
    assert len(overdue(staff().lead, ORDER.end)) >= 3
    assert list(practice_acts(ORDER, staff())) == []
