"""A SQLite database copied in one step by SQLite itself, through memory and never through a file."""

import sqlite3
from contextlib import closing

from sqlalchemy import Engine, PoolProxiedConnection

from dhp.calendar import now
from dhp.errors import Refused
from dhp.operations.backup.chain import EVENTS, HEAD, RECEIPTS, check_chain
from dhp.operations.backup.manifest import Manifest

PART = "sqlite"
_NOT_EMPTY = "This database holds something already. Name an empty one in DHP_DATABASE_URL."
_INDEX = "_fts"  # part of the names of what SQLite keeps for its own index
_JOURNAL = slice(18, 20)  # of a file's header: which journal it is read with


def taken(engine: Engine) -> tuple[bytes, Manifest]:
    """The whole database as at one instant."""
    with closing(sqlite3.connect(":memory:")) as copy:
        _copy_out(engine, copy)
        return copy.serialize(), _manifest(copy)


def check(data: bytes, manifest: Manifest) -> None:
    """Raise `Refused` unless the copy is whole and says what the manifest says."""
    with closing(_open(data)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Refused("The copy of the database is damaged. Take another backup.")
        _compare(_manifest(copy), manifest)


def put_back(engine: Engine, data: bytes, manifest: Manifest) -> None:
    """Fill the empty database of `engine`; raises `Refused` where it is not empty."""
    with closing(_open(data)) as copy, closing(sqlite3.connect(":memory:")) as again:
        connection = engine.raw_connection()
        try:
            target = _sqlite(connection)
            if not _empty(target):
                raise Refused(_NOT_EMPTY)
            copy.backup(target)
        finally:
            connection.close()
        _copy_out(engine, again)
        _compare(_manifest(again), manifest)


def _copy_out(engine: Engine, copy: sqlite3.Connection) -> None:
    connection = engine.raw_connection()
    try:
        _sqlite(connection).backup(copy)
    finally:
        connection.close()


def _sqlite(connection: PoolProxiedConnection) -> sqlite3.Connection:
    found = connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        raise Refused("This backup is of SQLite. Name an empty SQLite database.")
    return found


def _open(data: bytes) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:")
    plain = bytearray(data)
    plain[_JOURNAL] = b"\x01\x01"  # memory knows no write-ahead log
    copy.deserialize(bytes(plain))
    return copy


def _manifest(copy: sqlite3.Connection) -> Manifest:
    head = copy.execute(f"SELECT seq, hash FROM {HEAD}").fetchone()
    rows = {name: _count(copy, name) for name in _tables(copy)}
    return Manifest(
        kind=PART,
        schema=copy.execute("SELECT version_num FROM alembic_version").fetchone()[0],
        made_at=now().isoformat(timespec="seconds"),
        rows=rows,
        trail=f"{head[0]}:{head[1]}",
        receipts=rows[RECEIPTS],
    )


def _compare(found: Manifest, expected: Manifest) -> None:
    differing = {name for name, rows in expected.rows.items() if found.rows.get(name) != rows}
    if differing or found.schema != expected.schema:
        raise Refused(
            f"Tables differ from the manifest: {', '.join(sorted(differing)) or 'schema'}."
        )
    if found.trail != expected.trail or found.receipts != expected.receipts:
        raise Refused("The trail or the receipts differ from the manifest.")


def chain_of(data: bytes, expected: str) -> None:
    """Raise `Refused` unless the trail in the copy is sound and ends as `expected`."""
    with closing(_open(data)) as copy:
        genesis, *head = copy.execute(f"SELECT genesis, seq, hash FROM {HEAD}").fetchone()
        events = copy.execute(f"SELECT seq, body, hash FROM {EVENTS} ORDER BY seq")
        with closing(events):
            check_chain(genesis, events, (head[0], head[1]), expected)


def _tables(copy: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    names = (name for (name,) in copy.execute(query))
    return [name for name in names if not name.startswith("sqlite_") and _INDEX not in name]


def _count(copy: sqlite3.Connection, name: str) -> int:
    (number,) = copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()
    return int(number)


def _empty(target: sqlite3.Connection) -> bool:
    names = _tables(target)
    if HEAD in names and target.execute(f"SELECT max(seq) FROM {HEAD}").fetchone()[0]:
        return False
    return all(_count(target, name) == 0 for name in names if name not in (HEAD, "alembic_version"))
