"""How long an import takes, beside a bare loop that reads, checks and inserts as much."""

import csv
import os
import secrets
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from time import perf_counter

import pytest
import sqlalchemy as sa

from dhp import create_app
from dhp.accounts.forces import load_forces
from dhp.audit.trail import Command
from dhp.calendar import london_date, now
from dhp.dictionary import read
from dhp.exchange.deaths_file import answer_columns
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.reading.sheets import read_sheet
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.benchmarks.databases import durable_database
from tests.benchmarks.floors import METADATA, ROWS
from tests.benchmarks.timing import Result
from tests.exchange.files import csv_of, death
from tests.harness.databases import settings

# Fewer may be asked for where the machine is slow; what is printed says how many there were.
DEATHS = int(os.environ.get("DHP_BENCH_ROWS", "20000"))
TIMES = 2
_BODY = "x" * 100  # characters: about a row of the record, the trail aside


def _row(number: int) -> dict[str, str]:
    return death(
        force_ref=f"CR/{number}",
        date_of_death=f"20{number % 20:02}-03-{number % 28 + 1:02}",
        received_on="2021-03-12",
        death__suspected_intent="homicide",
        incident__location_type="shared_home",
        victim__age=str(18 + number % 70),
        suspect1__sex="male",
        suspect1__age=str(18 + number % 60),
        suspect1__relationship="spouse",
        death__da_history_known="police",
    )


def test_importing_deaths_on_the_command_line(
    request: pytest.FixtureRequest, results: list[Result], tmp_path: Path
):
    path = tmp_path / "deaths.csv"
    path.write_text(csv_of(_row(number) for number in range(DEATHS)))
    kind = request.config.getoption("--database")
    times, floors = [], []
    for _ in range(TIMES):
        with durable_database(kind) as url, create_app(settings(url)).app_context():
            load_forces(db.session())
            db.session.commit()
            before = _rows_in_all()
            times.append(_timed(_import, path))
            written = _rows_in_all() - before
            METADATA.create_all(db.engine)
            floors.append(_timed(_bare, path, written))
            db.session.remove()
            db.engine.dispose()
    results.append(Result("import deaths from CSV", DEATHS, tuple(times), tuple(floors), aim=3))


def _import(path: Path) -> None:
    """What the command does with `--commit`."""
    keep(rehearse(DEATHS_FILE, [read_sheet(path)]), by=Command())
    db.session.commit()


def _bare(path: Path, written: int) -> None:
    """Read the file, check every field by its question, insert as many rows, commit once."""
    today, checked = london_date(now()), 0
    for cells in csv.DictReader(StringIO(path.read_text())):
        for name, column in answer_columns(cells):
            read(column.characteristic, cells[name], today=today)
            checked += 1
    assert checked
    with db.engine.begin() as connection:
        for start in range(0, written, 2_000):
            many = min(2_000, written - start)
            new = [{"ref": secrets.token_hex(8), "body": _BODY} for _ in range(many)]
            connection.execute(sa.insert(ROWS), new)


def _rows_in_all() -> int:
    with db.engine.begin() as connection:
        return sum(
            connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in db.metadata.tables.values()
        )


def _timed(act: Callable[..., None], *arguments: object) -> float:
    began = perf_counter()
    act(*arguments)
    return (perf_counter() - began) * 1000
