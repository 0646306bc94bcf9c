"""The tables of a PostgreSQL database copied out of one snapshot, and copied into an empty one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from dhp.calendar import now
from dhp.errors import Refused
from dhp.operations.backup.chain import HEAD, RECEIPTS
from dhp.operations.backup.manifest import Manifest
from dhp.operations.backup.rows import Tally, whole_lines

PART = "postgresql"
SCHEMA = "alembic_version"
Server = psycopg.Connection[Any]

_ONE_INSTANT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
_READ_ALL = (
    "SET LOCAL statement_timeout = 0",
    # An error, not fewer rows, where a policy would hide some.
    "SET LOCAL row_security = off",
    # Copied out as text, whatever the account's own taste.
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL extra_float_digits = 1",
)
_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
_HIDDEN = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND row_security_active(oid) ORDER BY relname
"""
_WALLED = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND relforcerowsecurity ORDER BY relname
"""
_COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum > 0 AND NOT attisdropped
    AND attgenerated = '' ORDER BY attnum
"""
_COUNTERS = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename
"""
_POINTS_TO = """
    SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid
"""


def connected(url: str) -> Server:
    """A connection to the database at a SQLAlchemy address."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    _, given = address.get_dialect()().create_connect_args(address)
    return psycopg.connect(**{"connect_timeout": 10, **given})


def begin_snapshot(server: Server) -> None:
    """Begin a transaction that sees one instant and every row. Raises `Refused` if any is hidden."""
    server.execute(_ONE_INSTANT)
    read_all(server)


def read_all(server: Server) -> None:
    """Let this transaction read every row, as text of one form. Raises `Refused` if any is hidden."""
    for statement in _READ_ALL:
        server.execute(statement)
    hidden = [name for (name,) in server.execute(_HIDDEN)]
    if hidden:
        raise Refused(
            f"Row-level security would hide rows of {len(hidden)} tables from this role. "
            "Set DHP_BACKUP_DATABASE_URL to the role dhp_backup, which bypasses it."
        )


@contextmanager
def owner_s_way(server: Server) -> Iterator[None]:
    """Let the owner of the tables past row-level security, in this transaction and for the block."""
    walled = [name for (name,) in server.execute(_WALLED)]
    _force(server, walled, "NO FORCE")
    yield
    _force(server, walled, "FORCE")


def _force(server: Server, names: list[str], how: LiteralString) -> None:
    statement = sql.SQL("ALTER TABLE {} " + how + " ROW LEVEL SECURITY")
    for name in names:
        server.execute(statement.format(sql.Identifier(name)))


def tables(server: Server) -> list[str]:
    """The names of all tables."""
    return [name for (name,) in server.execute(_TABLES)]


def columns(server: Server, table: str) -> list[str]:
    """The columns of a table that are written, not computed."""
    return [name for (name,) in server.execute(_COLUMNS, (table,))]


def copied_out(server: Server, table: str, names: list[str], tally: Tally) -> Iterator[bytes]:
    """The rows of a table as text, counted. Raises `Refused` unless all of them came."""
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _list(names))
    with server.cursor() as cursor, cursor.copy(statement) as copy:
        yield from tally.count(whole_lines(bytes(piece) for piece in copy))
    there = count(server, table)
    if tally.rows != there:
        raise Refused(f"Of {there} rows of {table} only {tally.rows} came. Take the backup again.")


def copy_in(server: Server, table: str, names: list[str], pieces: Iterator[bytes]) -> None:
    """Put the rows of a table back."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _list(names))
    with server.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in pieces:
            copy.write(piece)


def count(server: Server, table: str) -> int:
    """How many rows a table has."""
    return int(_one(server, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))))


def described(server: Server, tallies: dict[str, Tally], names: dict[str, list[str]]) -> Manifest:
    """The manifest of what was copied out of this snapshot."""
    rows = {table: tally.rows for table, tally in tallies.items()}
    return Manifest(
        kind=PART,
        schema=str(_one(server, sql.SQL("SELECT version_num FROM alembic_version"))),
        made_at=now().isoformat(timespec="seconds"),
        rows=rows,
        trail=trail_end(server),
        receipts=rows[RECEIPTS],
        sums={table: tally.sum for table, tally in tallies.items()},
        columns=names,
        counters=dict(server.execute(_COUNTERS).fetchall()),
    )


def trail_end(server: Server) -> str:
    """The last event of the trail and its hash."""
    query = sql.SQL("SELECT seq || ':' || hash FROM {}").format(sql.Identifier(HEAD))
    return str(_one(server, query))


def parents_first(server: Server) -> list[str]:
    """All tables, each after those that it points to. Raises `Refused` where two point in a ring."""
    waiting: dict[str, set[str]] = {name: set() for name in tables(server)}
    for child, parent in server.execute(_POINTS_TO):
        waiting[child.strip('"')].add(parent.strip('"'))
    order: list[str] = []
    while waiting:
        free = sorted(name for name, parents in waiting.items() if parents <= set(order))
        if not free:
            raise Refused(f"Tables point to each other in a ring: {', '.join(sorted(waiting))}.")
        order += free
        for name in free:
            del waiting[name]
    return order


def count_on(server: Server, counters: dict[str, int]) -> None:
    """Let sequences go on after the last number that they had given."""
    for name, last in counters.items():
        server.execute("SELECT setval(to_regclass(quote_ident(%s)), %s)", (name, last))


def _one(server: Server, query: sql.SQL | sql.Composed) -> Any:
    row = server.execute(query).fetchone()
    if row is None:
        raise Refused("The database has no schema of this service. Check its address.")
    return row[0]


def _list(names: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
