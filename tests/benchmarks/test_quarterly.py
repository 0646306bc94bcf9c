"""How long the quarterly report takes, beside a bare document of its shape."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dhp.calendar import london_date, now, quarter_days
from dhp.extensions import db
from dhp.reports.actions import front_block
from dhp.reports.building import Order, build
from dhp.reports.document import Document
from dhp.reports.files import write_files
from tests.benchmarks.paper import Shape, bare_pdf, pages_in, parts_of, shape_of
from tests.benchmarks.site import Site
from tests.benchmarks.timing import Result, in_turn

REPEATS = 5
MOST = 1_500  # deaths: of 100,000, four centuries of them, it takes minutes, and nobody will ask for it


def test_building_the_quarterly_report(site: Site, results: list[Result], tmp_path: Path):
    if site.deaths > MOST:
        pytest.skip("A quarterly report is measured on six years of deaths.")
    with site.app.app_context():
        order = _order(site)
        document = build(order)
        files = {path.suffix: path for path in write_files(document, tmp_path)}
        pdf = files[".pdf"].read_bytes()
        shape = shape_of(document, pdf)
        assert pages_in(bare_pdf(shape)) == pages_in(pdf), "the floor has other pages"

        times = in_turn(
            lambda: lambda: _write(order, tmp_path), lambda: _bare(shape, tmp_path), REPEATS
        )
        whole = Result("build the quarterly report", site.deaths, *times, aim=10)
        parts = tuple(parts_of(whole, lambda: _built(order), shape, REPEATS))
        db.session.rollback()

    results.extend((whole, *parts))


def _order(site: Site) -> Order:
    front = front_block(site.app.config, site.app.config["UNIT_NAME"])
    return Order("quarterly", _last_day(london_date(now())), front)


def _last_day(today: date) -> date:
    """The last day of the last quarter that is over."""
    return quarter_days(today)[0] - timedelta(days=1)


def _write(order: Order, folder: Path) -> None:
    """What the command does, from the database to the files."""
    write_files(_built(order), folder)


def _built(order: Order) -> Document:
    db.session.rollback()  # each command begins without what another had loaded
    db.session.expunge_all()
    return build(order)


def _bare(shape: Shape, folder: Path) -> None:
    (folder / "bare.pdf").write_bytes(bare_pdf(shape))
