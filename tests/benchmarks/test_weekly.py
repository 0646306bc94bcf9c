"""How long the weekly briefing takes, beside a plain document of its shape."""

from datetime import timedelta
from pathlib import Path

from dhp.calendar import london_date, now, week_ending
from dhp.reports.actions import front_block
from dhp.reports.building import Order
from tests.benchmarks.building import Building
from tests.benchmarks.site import Site
from tests.benchmarks.timing import Result

REPEATS = 9


def test_building_the_weekly_briefing(site: Site, results: list[Result], tmp_path: Path):
    with site.app.app_context():
        week = week_ending(london_date(now()) - timedelta(days=1))
        front = front_block(site.app.config, site.app.config["UNIT_NAME"])
        order = Order("weekly", week.end, front)
        building = Building("build the weekly briefing", order, site.deaths, 5, REPEATS)
        results.extend(building.measured(tmp_path))
