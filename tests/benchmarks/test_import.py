"""How long an import takes beside a bare loop that checks and inserts as much, and in what memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
import sqlalchemy as sa

from dhp import ROOT
from dhp.calendar import london_date, now
from dhp.extensions import db
from tests.benchmarks.bare_import import import_barely
from tests.benchmarks.importing import empty_database, file_of, keep_all, look_at
from tests.benchmarks.timing import Result

# Fewer may be asked for where the machine is slow; what is printed says how many there were.
DEATHS = int(os.environ.get("BENCH_ROWS", "20000"))
FEW = 2_000  # deaths, to see whether memory grows with the file
TIMES = 2
_NOISE = 30  # megabytes


def test_importing_deaths_on_the_command_line(
    request: pytest.FixtureRequest, results: list[Result], tmp_path: Path
):
    path = file_of(tmp_path, DEATHS)
    kind = request.config.getoption("--database")
    times, floors = [], []
    for _ in range(TIMES):
        with empty_database(kind):
            times.append(_timed(lambda: keep_all(look_at(path))))
            written = _rows_in_each()
        with empty_database(kind):
            floors.append(_timed(lambda: import_barely(path, london_date(now()))))
            assert _rows_in_each() == written
    results.append(Result("import deaths from CSV", DEATHS, tuple(times), tuple(floors), aim=3))


def test_keeping_an_import_takes_no_more_memory_for_a_longer_file(tmp_path: Path):
    grown = {}
    for deaths in (FEW, DEATHS):
        looked, kept = _memory(file_of(tmp_path, deaths))
        sys.stdout.write(
            f"\nimport of {deaths:,} deaths: {looked:.1f} MB to look at, {kept:.1f} MB to keep"
        )
        grown[deaths] = kept

    assert grown[DEATHS] < grown[FEW] + _NOISE


def _rows_in_each() -> dict[str, int]:
    db.session.remove()
    with db.engine.begin() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in db.metadata.tables.items()
        }


def _memory(path: Path) -> tuple[float, float]:
    """Megabytes that a process grows by while it looks at a file, and more while it keeps it."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.importing", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    looked, kept = said.stdout.split()
    return float(looked), float(kept)


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000
