"""A PostgreSQL database that is put back to its first state for every test.

Copying a database of a hundred tables takes a tenth of a second in memory and many times that on a
disk, emptying the few that a test filled a five-hundredth. So it is copied once and emptied after
each test that wrote; whatever emptying cannot mend is copied anew.

The schema is laid by the role that owns it. Tests come as the service does: as a role that owns
nothing, with the second wall closed. Those that need the owner ask for it by name.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress

import sqlalchemy as sa

from tests.harness import shared

# Moves on with every transaction that wrote, committed or not.
_LAST_WRITE = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
_STILL_WRITING = """
    SELECT EXISTS (SELECT FROM pg_stat_activity
                   WHERE datname = current_database() AND backend_xid IS NOT NULL)
"""
_SHAPE = """
    SELECT count(*), max(oid), count(*) FILTER (WHERE relrowsecurity AND relforcerowsecurity),
           (SELECT count(*) FROM pg_policy)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
"""
# A thread of an earlier test may still hold a connection, and then the database cannot be copied.
_LET_GO = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
_OWNER, _APPLICATION = "dhp_owner", "dhp_app"
_PASSWORD = "for tests alone"
_ROLE = """
    DO $$ BEGIN CREATE ROLE {name} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{password}';
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
"""
_TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
# Neither triggers nor foreign keys.
_UNCHECKED = "SET LOCAL lock_timeout = '2s'; SET LOCAL session_replication_role = replica"
_SEQUENCES = """
    SELECT format('setval(%%L, %%s, %%L)', quote_ident(sequencename),
                  coalesce(last_value, start_value), last_value IS NOT NULL)
    FROM pg_sequences WHERE schemaname = 'public'
"""


class PostgresCopies:
    """A migrated database of a server, used as the template of the one under test."""

    def __init__(self, server: str, lay_schema: Callable[[str], None]) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self._name = f"dhp_test_{os.getpid()}_{worker}"
        self._template = f"{self._name}_template"
        address = sa.make_url(server).set(drivername="postgresql+psycopg")
        ours = address.set(database=self._name)
        self.url = _text(_as(ours, _APPLICATION))
        self.owner_url = _text(_as(ours, _OWNER))
        self.server = _text(address)
        self._server = sa.create_engine(
            address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )
        self._inside = sa.create_engine(ours)
        self._emptying = ""
        self._which_are_filled = ""
        self._first: tuple[object, ...] = ()
        self._clean_at: object = None
        with self._server.connect() as connection:
            where = connection.exec_driver_sql("SHOW data_directory").scalar()
        # By files where they are in memory; else through the log, which waits for the disk once.
        self._copied = "STRATEGY = FILE_COPY" if shared.in_memory(str(where)) else ""
        roles = (_OWNER, _APPLICATION)
        self._run(*(_ROLE.format(name=name, password=_PASSWORD) for name in roles))
        self._run(f"CREATE DATABASE {self._template} OWNER {_OWNER}")
        lay_schema(_text(_as(address.set(database=self._template), _OWNER)))

    def renew(self) -> None:
        """Put the database back: nothing if nobody wrote, else empty it, else copy it anew."""
        if not self.empty():
            self._copy()

    def empty(self) -> bool:
        """Whether it could be emptied: who stays connected knows the tables already, and is quick."""
        with suppress(sa.exc.DBAPIError):  # no such database yet, a lock left behind, no right to
            return bool(self._emptying) and self._empty()
        return False

    def keep(self, state: str) -> None:
        """Copy the database to where every worker finds it."""
        self.analyse()
        self._inside.dispose()
        with self._server.connect() as connection:
            connection.execute(_LET_GO, {"name": self._name})
        self._run(f"CREATE DATABASE {_kept(state)} TEMPLATE {self._name} {self._copied}")

    def analyse(self) -> None:
        """Let the server count its rows, as it does by itself soon after a large load."""
        with self._inside.begin() as connection:
            connection.exec_driver_sql("ANALYZE")

    def put_back(self, state: str) -> None:
        """Copy what was kept over the database; `renew` can empty it as any other."""
        self._inside.dispose()
        self._run(
            f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)",
            f"CREATE DATABASE {self._name} TEMPLATE {_kept(state)} OWNER {_OWNER} {self._copied}",
        )
        self._clean_at = None

    def count_on(self, tables: Mapping[str, sa.Table]) -> None:
        """Number further rows after those that were given their numbers."""
        with self._inside.begin() as connection:
            for name, table in tables.items():
                if (column := table.autoincrement_column) is not None:
                    counter = sa.func.pg_get_serial_sequence(name, column.name)
                    last = sa.select(sa.func.max(column)).scalar_subquery()
                    connection.execute(sa.select(sa.func.setval(counter, last)))

    def close(self) -> None:
        """Drop the databases of this worker."""
        self._inside.dispose()
        for name in (self._name, self._template):
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _empty(self) -> bool:
        with self._inside.connect() as connection:
            if connection.exec_driver_sql(_STILL_WRITING).scalar():
                return False  # it could commit into the next test
            if connection.exec_driver_sql(_LAST_WRITE).scalar() == self._clean_at:
                return True
            if tuple(connection.exec_driver_sql(_SHAPE).one()) != self._first:
                return False  # the test made or dropped a table, or opened the second wall
            connection.exec_driver_sql(_UNCHECKED)
            filled = connection.exec_driver_sql(self._which_are_filled).scalar_one()
            deleting = [f"DELETE FROM {name}" for name in filled]
            connection.exec_driver_sql("; ".join([*deleting, self._emptying]))
            connection.commit()
            self._clean_at = connection.exec_driver_sql(_LAST_WRITE).scalar()
        return True

    def _copy(self) -> None:
        self._inside.dispose()
        self._run(
            f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)",
            f"CREATE DATABASE {self._name} TEMPLATE {self._template} OWNER {_OWNER} {self._copied}",
        )
        with self._inside.begin() as connection:
            tables = list(connection.exec_driver_sql(_TABLES).scalars())
            filled = [name for name in tables if _has_rows(connection, name)]
            connection.exec_driver_sql("CREATE SCHEMA first_state")
            for name in filled:
                connection.exec_driver_sql(f"CREATE TABLE first_state.{name} AS TABLE {name}")
            self._first = tuple(connection.exec_driver_sql(_SHAPE).one())
            sequences = list(connection.exec_driver_sql(_SEQUENCES).scalars())
        # Most tests fill a few tables of a hundred: to look is quicker than to delete nothing.
        seen = ", ".join(
            f"CASE WHEN EXISTS (SELECT FROM {name}) THEN '{name}' END" for name in tables
        )
        self._which_are_filled = f"SELECT array_remove(ARRAY[{seen}], NULL)"
        emptying = [
            *(f"INSERT INTO {n} OVERRIDING SYSTEM VALUE TABLE first_state.{n}" for n in filled),
            *([f"SELECT {', '.join(sequences)}"] if sequences else []),
        ]
        self._emptying = "; ".join(emptying)  # in one go to the server and back
        with self._inside.connect() as connection:
            self._clean_at = connection.exec_driver_sql(_LAST_WRITE).scalar()

    def _run(self, *statements: str) -> None:
        with self._server.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


def drop_kept(server: str) -> None:
    """Drop what the workers of this run kept on a server that outlives it."""
    address = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    kept = sa.text("SELECT datname FROM pg_database WHERE starts_with(datname, :run)")
    with engine.connect() as connection:
        for name in connection.execute(kept, {"run": _run()}).scalars().all():
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run() -> str:
    return f"dhp_kept_{_digest(str(shared.folder()))}_"


def _kept(state: str) -> str:
    return _run() + _digest(state)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]  # names have at most 63 characters


def _has_rows(connection: sa.Connection, table: str) -> bool:
    query = f"SELECT EXISTS (SELECT FROM {table})"
    return bool(connection.exec_driver_sql(query).scalar())


def _as(url: sa.URL, role: str) -> sa.URL:
    return url.set(username=role, password=_PASSWORD)


def _text(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)
