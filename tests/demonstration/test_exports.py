"""The demonstration shows one past export, with its purpose."""

from datetime import date

from dhp.calendar import clock_at
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.exports import export_acts
from dhp.demonstration.order import Order
from dhp.exchange.outgoing.queries import latest

ORDER = Order(years=1, per_year=10, seed=1, end=date(2026, 3, 11))


def test_one_export_is_made_once(database, app):
    with clock_at(ORDER.begins):
        open_accounts()
        database.session.commit()
    for at, act in export_acts(ORDER, staff()):
        with clock_at(at):
            act()
            database.session.commit()

    [export] = latest(staff().lead)

    assert "yearly review" in export.purpose
    assert not export.identifying
    assert list(export_acts(ORDER, staff())) == []
