"""A database on which a commit waits for the disk, unlike those of the other tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa

from dhp import ROOT
from tests.harness.databases import embedded_postgres, lay_schema

_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def durable_database(kind: str) -> Iterator[str]:
    """The address of an empty, migrated database of `kind`: `sqlite` or `postgresql`."""
    with _sqlite_file() if kind == "sqlite" else _postgresql() as url:
        lay_schema(url)
        yield url


@contextmanager
def _sqlite_file() -> Iterator[str]:
    build = (
        ROOT / "build"
    )  # a folder of the project is on a disk; those for passing files may not be
    build.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=build))
    try:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
    finally:
        shutil.rmtree(folder)


@contextmanager
def _postgresql() -> Iterator[str]:
    with ExitStack() as stack:
        given = os.environ.get("DHP_TEST_DATABASE_URL")
        address = sa.make_url(given or stack.enter_context(embedded_postgres()))
        address = address.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        name = f"dhp_bench_{os.getpid()}"
        with engine.connect() as connection:
            if not given:
                _wait_for_the_disk(connection)
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        stack.callback(_drop, engine, name)
        yield address.set(database=name).render_as_string(hide_password=False)


def _wait_for_the_disk(connection: sa.Connection) -> None:
    for setting in _DURABLE:
        connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = on")
    connection.exec_driver_sql("SELECT pg_reload_conf()")


def _drop(engine: sa.Engine, name: str) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
