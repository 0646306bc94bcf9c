"""How a connection to the database is opened: what is switched on, what is refused, how long it waits."""

import os
import sqlite3
import stat
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.errors import _WaitTimeout as WaitTimeout  # it has no public name
from sqlalchemy import Connection, Dialect, Engine, event

T = TypeVar("T")

# SQLite takes its write lock at BEGIN when this is true. The web edge sets it false for GET.
writing: ContextVar[bool] = ContextVar("writing", default=True)

# SQLite before this can corrupt a write-ahead log used by several connections.
WAL_SAFE = (3, 51, 3)
# What PostgreSQL needs so that whatever it acknowledged survives a crash. Others than these values
# are refused; `synchronous_commit` may also wait for replicas.
DURABLE = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "remote_write", "remote_apply"},
}
MUST_BE_DURABLE = "must_be_durable"  # among the arguments of a connection: look, and refuse


class UnsafeDatabaseError(psycopg.OperationalError):
    """The server may lose what it acknowledged; names the settings to change."""


@dataclass
class Patience:
    """How many seconds more a request may wait for its database, all its statements together."""

    seconds: float


# Set by the web edge for each request; commands wait as long as it takes.
patience: ContextVar[Patience | None] = ContextVar("patience", default=None)


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is given up when its request has waited for the database long enough.

    The server's own limit on a statement is of no use while nothing comes back from the server.
    """

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait as psycopg does, but no longer than the request's patience lasts."""
        left = patience.get()
        if left is None:
            return super().wait(gen, interval, timeout)
        began = monotonic()
        try:
            if left.seconds <= 0:
                raise WaitTimeout
            return super().wait(gen, interval, min(left.seconds, timeout or left.seconds))
        except WaitTimeout:
            self.close()  # what is still on its way must not meet the next statement
            raise psycopg.OperationalError("The database did not answer in time.") from None
        finally:
            left.seconds -= monotonic() - began


def unsafe_settings(connection: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    """The settings, with their values, under which an acknowledged commit could be lost."""
    query = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name"
    found = connection.execute(query, (list(DURABLE),)).fetchall()
    return [(name, value) for name, value in found if value not in DURABLE[name]]


@event.listens_for(Engine, "do_connect")
def _open_postgresql(dialect: Dialect, _record: object, args: Any, given: dict[str, Any]) -> Any:
    if dialect.driver != "psycopg":
        return None  # as usual
    must_be_durable = given.pop(MUST_BE_DURABLE, False)
    left, began = patience.get(), monotonic()
    try:
        connection = PatientConnection.connect(*args, **given)
    finally:
        if left is not None:
            left.seconds -= monotonic() - began
    try:
        if must_be_durable:
            _refuse_unless_durable(connection)
    except BaseException:
        connection.close()  # nobody else knows of it
        raise
    return connection


def _refuse_unless_durable(connection: psycopg.Connection[Any]) -> None:
    unsafe = unsafe_settings(connection)
    connection.rollback()
    if unsafe:
        told = ", ".join(f"{name} is {value}" for name, value in unsafe)
        raise UnsafeDatabaseError(f"The database may lose what it acknowledges: {told}.")


@event.listens_for(Engine, "connect")
def _guard_sqlite(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # BEGIN is ours, below
    cursor = connection.cursor()
    journal = "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else "DELETE"
    # EXTRA also syncs the removal of the rollback journal, which is what commits: after FULL, a loss
    # of power could bring the journal back, and with it the state before an acknowledged commit.
    for pragma in (f"journal_mode={journal}", "synchronous=EXTRA", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    path = cursor.execute("PRAGMA database_list").fetchone()[2]
    cursor.close()
    if path:
        _shut_to_others(path)


def _shut_to_others(path: str) -> None:
    # Its journals get the same rights from SQLite. Somebody else's file is theirs to close.
    with suppress(OSError):
        if stat.S_IMODE(os.stat(path).st_mode) & 0o077:
            os.chmod(path, 0o600)


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
