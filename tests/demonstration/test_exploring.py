"""Readers of the demonstration find a table that was given to them on request."""

from datetime import date

from dhp.calendar import clock_at
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.exploring import exploring_acts
from dhp.demonstration.order import Order
from dhp.statistics.explore.issued import issued_tables
from tests.accounts.people import add_user

ORDER = Order(years=1, per_year=10, seed=1, end=date(2026, 3, 11))


def test_one_table_is_asked_for_signed_off_and_issued_once(database, app):
    with clock_at(ORDER.begins):
        open_accounts()
        database.session.commit()
    for at, act in exploring_acts(ORDER, staff()):
        with clock_at(at):
            act()
            database.session.commit()

    found = issued_tables(add_user())

    assert [one.source.kind for one in found] == ["on request"]
    assert list(exploring_acts(ORDER, staff())) == []
