"""What the database itself must be for production: durable, reached with few rights, up to date."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from dhp.calendar import clock_at, now
from dhp.operations.checking.database import reached_faults

pytestmark = pytest.mark.only_on("postgresql")
PLAIN = f"dhp_test_plain_{os.getpid()}"  # roles are of the whole server


@contextmanager
def server_with(url: str, **settings: str) -> Iterator[None]:
    """The server under test with other settings, put back afterwards."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for name, value in settings.items():
            connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = {value}")
        connection.exec_driver_sql("SELECT pg_reload_conf(), pg_sleep(0.3)")
    try:
        yield
    finally:
        with engine.connect() as connection:
            for name in settings:
                connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = off")
            connection.exec_driver_sql("SELECT pg_reload_conf(), pg_sleep(0.3)")


@pytest.fixture
def root(copies: Any) -> str:
    """The database under test as the server's superuser reaches it."""
    url = sa.make_url(copies.server).set(database=sa.make_url(copies.url).database)
    return url.render_as_string(hide_password=False)


@pytest.fixture
def run(root: str, database: Any) -> Iterator[Callable[[str], Any]]:
    """Runs a statement as the superuser."""
    engine = sa.create_engine(root, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection.exec_driver_sql


def named(app: Flask) -> list[str]:
    return [str(fault) for fault in reached_faults(app)]


def told(faults: list[str], words: str) -> bool:
    return any(words in fault for fault in faults)


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_may_lose_what_it_acknowledged_is_named(app: Flask, name: str) -> None:
    assert told(named(app), f"PostgreSQL {name}: It is off")


def test_a_durable_server_is_not_named(app: Flask, root: str) -> None:
    on = dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "on")

    with server_with(root, **on):
        assert not told(named(app), "PostgreSQL")


def test_a_connection_is_refused_once_the_server_may_lose_something(
    copies: Any, root: str, database: Any
) -> None:
    strict = sa.create_engine(
        copies.url, poolclass=sa.NullPool, connect_args={"must_be_durable": True}
    )
    on = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}

    with server_with(root, **on), strict.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    with pytest.raises(sa.exc.OperationalError, match="fsync is off"):
        strict.connect()


def test_the_role_of_the_service_has_the_right_rights(app: Flask) -> None:
    assert not told(named(app), "DHP_DATABASE_URL")


def test_a_superuser_is_named(app: Flask, root: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = root

    assert told(named(app), "superuser")


@pytest.mark.parametrize(
    ("rights", "grant", "words"),
    [
        ("", "", None),
        ("BYPASSRLS", "", "bypasses row-level security"),
        ("CREATEROLE", "", "may make roles"),
        ("", "ALTER TABLE strands OWNER TO", "owns tables"),
    ],
)
def test_a_role_with_more_rights_than_it_needs_is_named(
    app: Flask, run: Any, root: str, rights: str, grant: str, words: str | None
) -> None:
    run(f"CREATE ROLE {PLAIN} LOGIN {rights}")
    try:
        run(f"GRANT SELECT ON alembic_version TO {PLAIN}")
        if grant:
            run(f"{grant} {PLAIN}")
        url = sa.make_url(root).set(username=PLAIN, password=None)
        app.config["SQLALCHEMY_DATABASE_URI"] = url.render_as_string(hide_password=False)

        found = [fault for fault in named(app) if fault.startswith("DHP_DATABASE_URL")]
    finally:
        run(f"REASSIGN OWNED BY {PLAIN} TO dhp_owner")
        run(f"DROP OWNED BY {PLAIN}")
        run(f"DROP ROLE {PLAIN}")

    assert told(found, words) if words else found == []


@pytest.mark.parametrize(
    "opening",
    [
        "ALTER TABLE cases NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "DROP POLICY second_wall ON cases",
        "CREATE POLICY another ON cases USING (true)",
    ],
)
def test_a_wall_left_open_is_named(app: Flask, run: Any, opening: str) -> None:
    assert not told(named(app), "Second wall")

    run(opening)

    assert told(named(app), "Second wall: It is open before cases.")


def test_a_database_that_is_behind_is_named(app: Flask, run: Any) -> None:
    run("UPDATE alembic_version SET version_num = '0001'")

    assert told(named(app), "Schema: The database is at 0001")


@pytest.mark.present
def test_a_clock_far_off_is_named(app: Flask) -> None:
    with clock_at(now() + timedelta(minutes=5)):
        assert told(named(app), "Clock: It is 300 seconds")


def test_a_database_that_cannot_be_reached_is_named(app: Flask) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    app.config["SQLALCHEMY_DATABASE_URI"] = f"postgresql+psycopg://dhp@127.0.0.1:{port}/dhp"

    found = named(app)

    assert len(found) == 1
    assert "cannot be reached" in found[0]
