"""The invented evidence base: six sources, two series, and one list that is settled half-way."""

from datetime import date

import pytest

from dhp.calendar import clock_at
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.evidence import evidence_acts
from dhp.demonstration.order import Order
from dhp.demonstration.published import FIGURES
from dhp.evidence.list_queries import lists, workspace
from dhp.evidence.models import BenchmarkPoint, BenchmarkSeries
from dhp.evidence.queries import sources
from tests.cases.conftest import coder, kent, make_case, make_user
from tests.evidence.conftest import died

__all__ = ["coder", "died", "kent", "make_case", "make_user"]

ORDER = Order(years=2, per_year=10, seed=1, end=date(2026, 3, 11))


@pytest.fixture
def lived(database, died):
    with clock_at(ORDER.begins):
        for month in range(1, 7):
            died(f"2024-{month + 4:02d}-10", victim__age=str(20 + 7 * month))
        open_accounts()
        database.session.commit()
    for at, act in evidence_acts(ORDER, staff()):
        with clock_at(at):
            act()
            database.session.commit()


def test_it_shows_sources_series_and_a_list_under_way(database, lived):
    lead = staff().lead
    (opened,) = lists(lead)
    space = workspace(opened, lead)

    assert len(sources(lead)) == 6
    assert database.session.query(BenchmarkSeries).count() == 2
    assert database.session.query(BenchmarkPoint).count() == len(FIGURES)
    assert space.matched
    assert space.left
    assert space.ours_only
    assert space.open
    assert list(evidence_acts(ORDER, staff())) == []
