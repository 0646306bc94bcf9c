"""How connections are opened: what SQLite is told, and how long PostgreSQL is waited for."""

import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from time import monotonic
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

import config
from dhp import opening
from dhp.audit.models import TrailHead
from dhp.extensions import hold_rows
from dhp.opening import Patience, patience, writing
from tests.harness.databases import PATIENCE
from tests.harness.leaving import others_may_commit_after
from tests.harness.shared import memory_for

WRITERS, EACH = 50, 20
_HELD = sa.select(TrailHead.seq).with_for_update()


@pytest.fixture
def folder() -> Iterator[str]:
    """In memory where there is such a place: each of a thousand commits waits for its disk."""
    name = memory_for("dhp-opening-") or tempfile.mkdtemp()
    yield name
    shutil.rmtree(name)


def _pragma(database: SQLAlchemy, name: str) -> Any:
    return database.session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.only_on("sqlite")
def test_sqlite_keeps_what_it_acknowledges_and_who_points_to_whom(database: SQLAlchemy) -> None:
    assert _pragma(database, "synchronous") == 3
    assert _pragma(database, "foreign_keys") == 1
    assert _pragma(database, "busy_timeout") == PATIENCE * 1_000


def test_a_writer_to_sqlite_waits_ten_seconds_for_others_and_longer_in_tests() -> None:
    usual = config._engine_options("sqlite://")["connect_args"]

    assert usual == {"timeout": 10}
    assert PATIENCE > 10


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("version", "journal"), [((3, 51, 2), "delete"), ((3, 51, 3), "wal"), ((4, 0, 0), "wal")]
)
def test_sqlite_writes_ahead_only_where_that_is_sound(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], journal: str
) -> None:
    monkeypatch.setattr(opening.sqlite3, "sqlite_version_info", version)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a.db'}", poolclass=sa.NullPool)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == journal


@pytest.fixture
def counter(folder: str) -> sa.Engine:
    """A database of one number."""
    url = f"sqlite:///{folder}/a.db"
    engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args={"timeout": 10})
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE n (number INTEGER)")
        connection.exec_driver_sql("INSERT INTO n VALUES (0)")
    return engine


def add_one(connection: sa.Connection) -> None:
    number = connection.exec_driver_sql("SELECT number FROM n").scalar_one()
    connection.exec_driver_sql("UPDATE n SET number = ?", (number + 1,))


@pytest.mark.only_on("sqlite")
def test_fifty_writers_who_read_first_all_succeed(counter: sa.Engine) -> None:
    lost: list[str] = []

    def work() -> None:
        for _ in range(EACH):
            try:
                with counter.begin() as connection:
                    add_one(connection)
            except sa.exc.OperationalError:
                lost.append("locked")

    threads = [threading.Thread(target=work) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with counter.connect() as connection:
        assert connection.exec_driver_sql("SELECT number FROM n").scalar() == WRITERS * EACH
    assert lost == []


@pytest.mark.only_on("sqlite")
def test_two_who_take_their_lock_late_shut_each_other_out(counter: sa.Engine) -> None:
    """The control: without the lock at BEGIN, who read first cannot write."""
    token = writing.set(False)
    try:
        with counter.connect() as first, counter.connect() as second:
            second.exec_driver_sql("SELECT number FROM n")
            add_one(first)
            with pytest.raises(sa.exc.OperationalError, match="locked"):
                add_one(second)
    finally:
        writing.reset(token)


@pytest.mark.only_on("sqlite")
def test_whoever_held_rows_and_committed_is_in_nobodys_way(database: SQLAlchemy) -> None:
    assert others_may_commit_after(database, lambda: hold_rows(_HELD))


@pytest.mark.only_on("sqlite")
def test_a_result_that_was_not_read_keeps_all_others_from_committing(database: SQLAlchemy) -> None:
    """The control."""
    assert not others_may_commit_after(database, lambda: database.session.execute(_HELD))


@pytest.mark.only_on("sqlite")
def test_a_library_without_the_guard_would_let_rows_point_nowhere() -> None:
    """The control: this is what SQLite does when nobody tells it."""
    assert sqlite3.connect(":memory:").execute("PRAGMA foreign_keys").fetchone() == (0,)


@pytest.mark.only_on("postgresql")
def test_every_wait_of_postgresql_has_an_end(database: SQLAlchemy) -> None:
    shown = {
        name: database.session.connection().exec_driver_sql(f"SHOW {name}").scalar()
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    }

    assert shown == {
        "statement_timeout": "10s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
    }


@pytest.mark.only_on("postgresql")
def test_a_request_waits_for_its_database_no_longer_than_it_may(database: SQLAlchemy) -> None:
    patience.set(Patience(0.4))
    began = monotonic()

    def ask() -> None:
        for _ in range(10):  # none of them alone is too long
            database.session.connection().exec_driver_sql("SELECT pg_sleep(0.15)")

    try:
        with pytest.raises(sa.exc.OperationalError, match="did not answer in time"):
            ask()
    finally:
        patience.set(None)

    assert monotonic() - began < 5
    database.session.rollback()
    assert database.session.connection().exec_driver_sql("SELECT 1").scalar() == 1, (
        "opens a new one"
    )


@pytest.mark.only_on("postgresql")
def test_a_command_waits_as_long_as_it_takes(database: SQLAlchemy) -> None:
    assert patience.get() is None
    assert (
        database.session.connection().exec_driver_sql("SELECT 1 FROM pg_sleep(0.5)").scalar() == 1
    )


@pytest.mark.only_on("postgresql")
def test_a_connection_that_cannot_be_looked_at_is_closed(
    copies: Any, database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def fail(connection: Any) -> None:
        opened.append(connection)
        raise psycopg.OperationalError("The server went away.")

    monkeypatch.setattr(opening, "unsafe_settings", fail)
    engine = sa.create_engine(
        copies.url, poolclass=sa.NullPool, connect_args={opening.MUST_BE_DURABLE: True}
    )

    with pytest.raises(sa.exc.OperationalError, match="went away"):
        engine.connect()
    assert [one.closed for one in opened] == [True]
