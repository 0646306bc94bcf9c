"""An invented file to import, an empty database to take it, and how much memory that needs.

Run as a program it says, in megabytes, what a process grows by while it looks at a file and what
more while it keeps it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dhp import create_app
from dhp.accounts.forces import load_forces
from dhp.audit.trail import Command
from dhp.exchange.importing import Rehearsal, keep, rehearse
from dhp.exchange.planner import count_anew
from dhp.exchange.reading.sheets import read_sheet
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.benchmarks.databases import durable_database
from tests.exchange.files import csv_of, death
from tests.harness.databases import settings

_MEGABYTE = 1_000_000


def file_of(folder: Path, deaths: int) -> Path:
    """A deaths file with so many rows, no two alike."""
    path = folder / f"{deaths}.csv"
    path.write_text(csv_of(_row(number) for number in range(deaths)))
    return path


@contextmanager
def empty_database(kind: str) -> Iterator[None]:
    """Inside the application, on an empty database whose commits wait for the disk."""
    with durable_database(kind) as url, create_app(settings(url)).app_context():
        load_forces(db.session())
        db.session.commit()
        yield
        db.session.remove()
        db.engine.dispose()


def look_at(path: Path) -> Rehearsal:
    """What the command does without `--commit`."""
    return rehearse(DEATHS_FILE, [read_sheet(path)])


def keep_all(rehearsal: Rehearsal) -> None:
    """What it does then with `--commit`."""
    keep(rehearsal, by=Command())
    db.session.commit()
    count_anew(rehearsal.outcome.new)


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


def _resident() -> float:
    """Megabytes of memory that this process has at present."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE


def _say_memory(path: Path) -> None:
    with empty_database("sqlite"):
        before = _resident()
        rehearsal = look_at(path)
        looked = _resident()
        keep_all(rehearsal)
        sys.stdout.write(f"{looked - before} {_resident() - looked}\n")


if __name__ == "__main__":
    _say_memory(Path(sys.argv[1]))
