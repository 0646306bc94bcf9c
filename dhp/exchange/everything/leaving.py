"""Writing everything into a folder, out of one reading of the database that nothing disturbs."""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sqlalchemy import Table, func, select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.models import TrailHead
from dhp.calendar import now
from dhp.dictionary import DICTIONARY, SECTIONS, VERSION
from dhp.dictionary.document import guide
from dhp.errors import Refused
from dhp.exchange.everything.manifest import FORM, Manifest, present_schema
from dhp.exchange.everything.order import all_tables, rows_in_order
from dhp.exchange.everything.readme import readme
from dhp.exchange.everything.rows import Row, line_of, plain_value
from dhp.exchange.everything.sums import write_sums
from dhp.extensions import db, writing
from dhp.web.spreadsheets import as_text

AT_ONCE = 1000  # rows held in memory


@dataclass(frozen=True)
class Paper:
    """A file beside the tables: its path in the folder, and what makes its bytes."""

    path: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Left:
    """What was left: the manifest, and the checksum of the list of checksums, to keep elsewhere."""

    manifest: Manifest
    sums: str


Tick = Callable[[int, int], None]  # told how much is done, of how much


def leave(
    folder: Path,
    papers: Callable[[], Iterable[Paper]],
    *,
    by: trail.Actor,
    tick: Tick = lambda _done, _of: None,
) -> Left:
    """Write everything into `folder`, which is made, or is empty; only its owner may enter it.

    `papers` is called within the reading. The trail says that it was done before anything is
    read, so that the folder holds that event too. Raises `Refused` where something is in `folder`.
    """
    _prepare(folder)
    trail.record_read(Act.EVERYTHING_LEFT, by=by, about=())
    with _one_reading():
        counts = {table.name: _count(table) for table in all_tables()}
        others = [*_words(), *papers()]
        whole, done = sum(counts.values()) + len(others), 0
        for table in all_tables():
            for written in _write_table(folder, table):
                done += written
                tick(done, whole)
        for paper in others:
            path = folder / paper.path
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(paper.make())
            done += 1
            tick(done, whole)
        head = db.session.get_one(TrailHead, 1)
        witness = f"{head.seq}:{head.hash}"
        left_at = now().isoformat(timespec="seconds")
        manifest = Manifest(FORM, present_schema(), left_at, VERSION, counts, witness)
    manifest.write(folder)
    (folder / "README.md").write_text(readme(manifest), encoding="utf-8")
    return Left(manifest, write_sums(folder))


def _prepare(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("There is something in this folder already. Name a new or an empty one.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in ("tables", "csv"):
        (folder / name).mkdir(mode=0o700)


@contextmanager
def _one_reading() -> Iterator[None]:
    """A transaction that sees one instant of the database and takes no lock that writers need."""
    db.session.rollback()
    token = writing.set(False)
    try:
        if db.session.get_bind().dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            db.session.connection(execution_options=options)
        yield
    finally:
        db.session.rollback()
        writing.reset(token)


def _count(table: Table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _write_table(folder: Path, table: Table) -> Iterator[int]:
    """Write both forms of a table; gives the number of rows as they are written."""
    names = [column.name for column in table.columns]
    lines = (folder / "tables" / f"{table.name}.jsonl").open("w", encoding="utf-8", newline="\n")
    cells = (folder / "csv" / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")
    statement = rows_in_order(table).execution_options(yield_per=AT_ONCE)
    with lines, cells, db.session.execute(statement) as found:
        sheet = csv.writer(cells)
        sheet.writerow(names)
        for some in found.mappings().partitions(AT_ONCE):
            rows: list[Row] = [dict(row) for row in some]
            lines.writelines(chain.from_iterable((line_of(row), "\n") for row in rows))
            sheet.writerows([_cell(value) for value in row.values()] for row in rows)
            yield len(rows)


def _cell(value: object) -> object:
    plain = plain_value(value)
    if isinstance(plain, list):
        return as_text(";".join(plain))
    return as_text(plain) if isinstance(plain, str) else plain


def _words() -> list[Paper]:
    return [Paper("dictionary.md", lambda: guide(DICTIONARY, SECTIONS, VERSION).encode())]
