"""Making a whole record of a folder again: in an empty database, row for row, all or nothing."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Table, exists, func, insert, select, update
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from dhp.audit.models import TrailHead
from dhp.audit.verifying import verify
from dhp.errors import Refused
from dhp.exchange.everything.leaving import AT_ONCE, Left, Tick
from dhp.exchange.everything.manifest import Manifest, present_schema, read_manifest
from dhp.exchange.everything.order import all_tables, parents_first, rows_in_order
from dhp.exchange.everything.rows import Row, line_of, reader_of
from dhp.exchange.everything.sums import check_sums
from dhp.extensions import db
from dhp.practice.searching import index_everything
from dhp.sealing import bind_rows

_NOT_EMPTY = "This database holds something already. Make an empty one with “flask db upgrade”."
_NOT_OWNER = (
    "This role may not put a trail back. Set DHP_DATABASE_URL to the role that owns the tables, as "
    "for migrations."
)
_HEAD = TrailHead.__tablename__


def restore(folder: Path, *, tick: Tick = lambda _done, _of: None) -> Left:
    """Put back what was left in `folder`, and compare every row with its line; the caller commits.

    Raises `Refused`, and nothing may be committed, where the folder is not as it was left, the
    database is not empty or of another schema, or a row, the trail or a count differs. No event is
    added: the restored trail ends where the left one did, so that both can be compared.
    """
    sums = check_sums(folder)
    manifest = read_manifest(folder)
    _check_database(manifest)
    whole, done = 2 * sum(manifest.rows.values()), 0
    with _refusing():
        for table in all_tables():
            for number in _put_back(folder, table):
                done += number
                tick(done, whole)
        for table in all_tables():
            _count_on(table)
            for number in _compare(folder, table):
                done += number
                tick(done, whole)
        index_everything()
    _check_trail(manifest)
    return Left(manifest, sums)


def _check_database(manifest: Manifest) -> None:
    schema = present_schema()
    if schema != manifest.schema:
        raise Refused(
            f"The folder is of schema {manifest.schema or 'unknown'} and the database of "
            f"{schema or 'none'}. Restore it with the release that wrote it, then upgrade."
        )
    if set(manifest.rows) != {table.name for table in all_tables()}:
        raise Refused("The folder holds other tables than this release. Use the one that wrote it.")
    # Whoever else writes waits here; and two imports at once cannot both find it empty.
    try:
        heads = db.session.execute(select(TrailHead.seq).with_for_update()).scalars().all()
    except ProgrammingError:
        db.session.rollback()
        raise Refused(_NOT_OWNER) from None
    if heads != [0]:
        raise Refused(_NOT_EMPTY)
    for table in all_tables():
        if table.name != _HEAD and db.session.scalar(select(exists().select_from(table))):
            raise Refused(_NOT_EMPTY)


def _put_back(folder: Path, table: Table) -> Iterator[int]:
    # An empty database has one row, the head of its trail: it may move on, and never be removed.
    statement = update(table) if table.name == _HEAD else insert(table)
    with closing(_lines(folder, table)) as lines:
        read = reader_of(table)
        rows = parents_first(table, (read(line) for line in lines))
        while some := list(islice(rows, AT_ONCE)):
            bind_rows(table, some, restored=True)
            db.session.execute(statement, some[0] if table.name == _HEAD else some)
            yield len(some)


def _compare(folder: Path, table: Table) -> Iterator[int]:
    """Read the table as leaving would, line for line; gives the number of rows as they are read."""
    statement = rows_in_order(table).execution_options(yield_per=AT_ONCE)
    with closing(_lines(folder, table)) as lines, db.session.execute(statement) as found:
        for some in found.mappings().partitions(AT_ONCE):
            written: list[Row] = [dict(row) for row in some]
            if [line_of(row) for row in written] != list(islice(lines, len(written))):
                raise ValueError(f"The rows of {table.name} are not those of the folder.")
            yield len(written)
        if next(lines, None) is not None:
            raise ValueError(f"A row of {table.name} was lost.")


def _lines(folder: Path, table: Table) -> Generator[str, None, None]:
    path = folder / "tables" / f"{table.name}.jsonl"
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")


def _count_on(table: Table) -> None:
    """Let PostgreSQL number further rows after those that brought their numbers."""
    column = table.autoincrement_column
    if column is None or db.session.get_bind().dialect.name != "postgresql":
        return
    counter = func.pg_get_serial_sequence(table.name, column.name)
    last = func.max(column)
    db.session.scalar(
        select(func.setval(counter, func.coalesce(last, 1), last.is_not(None))).select_from(table)
    )


def _check_trail(manifest: Manifest) -> None:
    db.session.expire_all()
    found = verify()
    if found.code != 0:
        raise Refused(f"The trail in the folder does not verify. {found.message}")
    if f"{found.events}:{found.head}" != manifest.trail:
        raise Refused("The trail does not end where the manifest says. Take the folder again.")


@contextmanager
def _refusing() -> Iterator[None]:
    """What the database or a line refuses, told without the row itself, which may name a person."""
    try:
        yield
    except SQLAlchemyError as error:
        fault = type(getattr(error, "orig", None) or error).__name__
        raise Refused(f"The database did not take a row ({fault}). Nothing is kept.") from None
    except (ValueError, TypeError) as error:
        told = str(error) if type(error) is ValueError else "A line cannot be read."
        raise Refused(f"{told} Nothing is kept.") from None
