"""How long the quarterly report takes, beside a plain document of its shape."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dhp.calendar import london_date, now, quarter_days
from dhp.reports.actions import front_block
from dhp.reports.building import Order
from tests.benchmarks.building import Building
from tests.benchmarks.site import Site
from tests.benchmarks.timing import Result

REPEATS = 5
MOST = 1_500  # deaths: of 100,000, four centuries of them, it takes minutes, and nobody will ask for it


def test_building_the_quarterly_report(site: Site, results: list[Result], tmp_path: Path):
    if site.deaths > MOST:
        pytest.skip("A quarterly report is measured on six years of deaths.")
    with site.app.app_context():
        front = front_block(site.app.config, site.app.config["UNIT_NAME"])
        order = Order("quarterly", _last_day(london_date(now())), front)
        building = Building("build the quarterly report", order, site.deaths, 10, REPEATS)
        results.extend(building.measured(tmp_path))


def _last_day(today: date) -> date:
    """The last day of the last quarter that is over."""
    return quarter_days(today)[0] - timedelta(days=1)
