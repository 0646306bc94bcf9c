"""Making a backup: everything as at one instant, straight into the encrypted file."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from psycopg import Error
from sqlalchemy import Engine

from dhp.errors import Refused
from dhp.operations.backup import postgresql_copy as postgresql
from dhp.operations.backup import sqlite_copy as sqlite
from dhp.operations.backup.folder import new_file
from dhp.operations.backup.manifest import Manifest
from dhp.operations.backup.parts import MANIFEST, write_part
from dhp.operations.backup.rows import Tally
from dhp.operations.backup.sealing import Seal


def make_backup(folder: Path, keys: Sequence[str], engine: Engine, url: str = "") -> Manifest:
    """Back up the database of `engine` into `folder`, under the first of `keys`.

    On PostgreSQL it is read as the role of `url`, where one is given. Raises `Refused` and leaves
    no backup behind where it cannot be whole.
    """
    if not keys:
        raise Refused("Set DHP_BACKUP_KEY: a backup is never kept in plain text.")
    with new_file(folder) as file:
        seal = Seal(file, keys[0])
        if engine.dialect.name == "postgresql":
            address = url or engine.url.render_as_string(hide_password=False)
            manifest = _copy_postgresql(seal, address)
        else:
            data, manifest = sqlite.taken(engine)
            write_part(seal, sqlite.PART, [data])
        write_part(seal, MANIFEST, [manifest.text().encode()])
        seal.finish()
    return manifest


def _copy_postgresql(seal: Seal, url: str) -> Manifest:
    tallies: dict[str, Tally] = {}
    names: dict[str, list[str]] = {}
    try:
        with closing(postgresql.connected(url)) as server:
            postgresql.begin_snapshot(server)
            for table in postgresql.parents_first(server):
                tallies[table], names[table] = Tally(), postgresql.columns(server, table)
                pieces = postgresql.copied_out(server, table, names[table], tallies[table])
                write_part(seal, table, pieces)
            return postgresql.described(server, tallies, names)
    except Error as error:
        kind = type(error).__name__
        raise Refused(f"The database did not give everything ({kind}). Check its role.") from None
