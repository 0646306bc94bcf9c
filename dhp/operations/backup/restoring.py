"""Putting a backup back into an empty database: looked through first, then all of it or nothing."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import flask_migrate
from psycopg import Error, sql
from sqlalchemy import Engine, inspect

from dhp.errors import Refused
from dhp.operations.backup import postgresql_copy as postgresql
from dhp.operations.backup import sqlite_copy as sqlite
from dhp.operations.backup.chain import EVENTS, HEAD, RECEIPTS, check_chain
from dhp.operations.backup.folder import kept_file
from dhp.operations.backup.looking import check_backup, sqlite_data
from dhp.operations.backup.manifest import Manifest
from dhp.operations.backup.parts import MANIFEST, read_parts
from dhp.operations.backup.rows import Tally
from dhp.operations.backup.sealing import opened

_NOT_EMPTY = "This database holds something already. Name an empty one in DHP_DATABASE_URL."
_EVENTS = sql.SQL("SELECT seq, body, hash FROM {} ORDER BY seq").format(sql.Identifier(EVENTS))
_HEAD = sql.SQL("SELECT genesis, seq, hash FROM {}").format(sql.Identifier(HEAD))
_OWN = {postgresql.SCHEMA, HEAD}  # not empty in an empty database


def restore_backup(folder: Path, keys: Sequence[str], engine: Engine) -> Manifest:
    """Fill the empty database of `engine` from `folder`, and check what is there afterwards.

    Raises `Refused`, before anything is written, for a wrong key, a damaged backup, another kind of
    database or one that is not empty; and afterwards, with all of it taken back, where a row, a
    receipt or the trail differs.
    """
    manifest = check_backup(folder, keys)
    if manifest.kind != engine.dialect.name:
        raise Refused(
            f"The backup is of {manifest.kind} and the database is {engine.dialect.name}. To change "
            "from one to the other, use “flask export everything”."
        )
    with kept_file(folder) as file:
        parts = read_parts(opened(file, keys))
        if manifest.kind == sqlite.PART:
            sqlite.put_back(engine, sqlite_data(parts), manifest)
        else:
            _lay_schema(engine, manifest.schema)
            _fill(engine, parts, manifest)
    return manifest


def _lay_schema(engine: Engine, schema: str) -> None:
    """Bring a database without tables to the schema that the backup has."""
    if inspect(engine).get_table_names():
        return
    try:
        flask_migrate.upgrade(revision=schema)
    except SystemExit as error:
        raise Refused(
            f"This release knows no schema {schema}. Restore with the release that made the backup."
        ) from error


def _fill(engine: Engine, parts: Iterator[tuple[str, Iterator[bytes]]], manifest: Manifest) -> None:
    address = engine.url.render_as_string(hide_password=False)
    try:
        with closing(postgresql.connected(address)) as server:
            server.execute("SET LOCAL statement_timeout = 0")
            with postgresql.owner_s_way(server):
                _refuse_unless_empty(server, manifest)
                _put_back(server, parts, manifest)
                _compare(server, manifest)
            server.commit()
    except Error as error:
        kind = type(error).__name__
        raise Refused(
            f"The database did not take everything ({kind}), and nothing is kept. Restore as the "
            "role that owns the tables, dhp_owner."
        ) from None


def _refuse_unless_empty(server: postgresql.Server, manifest: Manifest) -> None:
    # Whoever else restores waits here, and finds it full.
    server.execute(sql.SQL("SELECT FROM {} FOR UPDATE").format(sql.Identifier(HEAD)))
    if {name: postgresql.columns(server, name) for name in postgresql.tables(server)} != dict(
        manifest.columns
    ):
        raise Refused(f"The database has another schema than {manifest.schema}. Name an empty one.")
    filled = [name for name in manifest.rows if name not in _OWN and postgresql.count(server, name)]
    if filled or not postgresql.trail_end(server).startswith("0:"):
        raise Refused(_NOT_EMPTY)


def _put_back(
    server: postgresql.Server, parts: Iterator[tuple[str, Iterator[bytes]]], manifest: Manifest
) -> None:
    for name in sorted(_OWN):
        server.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
    for table, pieces in parts:
        if table != MANIFEST:
            postgresql.copy_in(server, table, manifest.columns[table], pieces)
    postgresql.count_on(server, dict(manifest.counters))


def _compare(server: postgresql.Server, manifest: Manifest) -> None:
    postgresql.read_all(server)
    for table, rows in manifest.rows.items():
        tally = Tally()
        for _ in postgresql.copied_out(server, table, manifest.columns[table], tally):
            pass
        if (tally.rows, tally.sum) != (rows, manifest.sums[table]):
            raise Refused(f"The rows of {table} are not those of the backup. Nothing is kept.")
    if postgresql.count(server, RECEIPTS) != manifest.receipts:
        raise Refused("The receipts are not those of the backup. Nothing is kept.")
    genesis, number, last = server.execute(_HEAD).fetchone() or ("", 0, "")
    with server.cursor("events") as events:
        events.execute(_EVENTS)
        check_chain(genesis, events, (number, last), manifest.trail)
