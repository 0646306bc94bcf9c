"""A site to do harm to: the service on a database of its own, the keys of forces, and its judge."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
import sqlalchemy as sa

from dhp import create_app
from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.forces import load_forces
from dhp.accounts.models import Force
from dhp.audit.trail import Command
from dhp.audit.verifying import verify
from dhp.extensions import db
from tests.harness import databases, shared
from tests.harness.deployed import Service, served
from tests.harness.own_postgres import OwnPostgres, filled_server

APPLICATION = "tests.faults.careless:application"
_KEPT = (
    "SELECT sent.key, receipts.ref FROM api_sendings AS sent"
    " JOIN receipts ON receipts.id = sent.receipt_id"
)
_CARELESS = (
    "synchronous_commit = off",
    "wal_writer_delay = '10s'",
    "wal_writer_flush_after = 100000",
)
_ALL = "SELECT (SELECT count(*) FROM receipts), (SELECT count(*) FROM notifications)"


@dataclass(frozen=True)
class Verdict:
    """What became of acknowledged notifications: how many are lost, and how many rows are too many."""

    received: int
    lost: int
    doubled: int
    orphans: int
    trail: int  # the code that verifying ends with; 0 is sound


@dataclass
class Site:
    """The service at work. `server` is its PostgreSQL, where it has one; `url` leads to its database."""

    service: Service
    url: str
    api_keys: Mapping[str, str]
    server: OwnPostgres | None = None
    before: tuple[int, int] = (0, 0)  # receipts and notifications

    def count_from_now(self) -> None:
        """Let `judge` leave out what is there already."""
        self.before = self._held()[1]

    def judge(self, received: Mapping[str, str]) -> Verdict:
        """Compare what clients were told, by their keys, with all that the database holds."""
        kept, (receipts, notices) = self._held()
        receipts, notices = receipts - self.before[0], notices - self.before[1]
        known = sum(kept.get(key) == ref for key, ref in received.items())
        return Verdict(
            received=len(received),
            lost=len(received) - known,
            doubled=receipts - len(kept.keys() & received.keys()),
            orphans=notices - receipts,
            trail=verified(self.url),
        )

    def _held(self) -> tuple[dict[str, str], tuple[int, int]]:
        engine = sa.create_engine(self.url, poolclass=sa.NullPool)
        with engine.connect() as connection:
            kept = {row[0]: row[1] for row in connection.exec_driver_sql(_KEPT)}
            receipts, notices = connection.exec_driver_sql(_ALL).one()
        return kept, (receipts, notices)


@contextmanager
def not_waiting_for_its_disk(server: OwnPostgres) -> Iterator[None]:
    """Let the server acknowledge what is only in memory, and write it out as seldom as may be."""
    server.run(*(f"ALTER SYSTEM SET {setting}" for setting in _CARELESS))
    server.run("SELECT pg_reload_conf()")
    try:
        yield
    finally:  # the next test uses the same server
        server.run("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")


def verified(url: str) -> int:
    """The code of verifying the whole trail of the database at `url`."""
    app = create_app(databases.settings(url))
    with app.app_context():
        code: int = verify().code
        db.session.rollback()
        db.engine.dispose()
    return code


@contextmanager
def open_site(kind: str, folder: Path, **settings: str) -> Iterator[Site]:
    """A site on a database of `kind`, with the keys of all forces and nothing sent."""
    if kind == "sqlite":
        url = copied_sqlite(folder)
        with served(given(url, **settings), folder, APPLICATION) as service:
            yield Site(service, url, kept_keys("sqlite"))
        return
    with ExitStack() as stack:
        server = stack.enter_context(filled_server(fill_postgresql))
        service = served(given(server.url(), **settings), folder, APPLICATION)
        yield Site(stack.enter_context(service), server.url(), kept_keys("postgresql"), server)


def given(url: str, **settings: str) -> dict[str, str]:
    """The settings of a service on the database at `url`: as in production, but without its hosts."""
    return {
        "DHP_PROFILE": "demo",
        "DHP_DATABASE_URL": url,
        "DHP_SECRET_KEY": "a secret of the faults, long enough to pass",
        "DHP_API_CALLS_PER_MINUTE": "1000000",
        "DHP_DATABASE_SECONDS": "6",
        "DHP_LOG": "json",
        **settings,
    }


def copied_sqlite(folder: Path) -> str:
    """The address of a filled database of its own in `folder`."""
    kept = shared.folder() / "faults-site.sqlite3"
    with shared.only_once("faults-site-sqlite") as first:
        if first:
            _fill(f"sqlite:///{kept}", "sqlite")
    shutil.copyfile(kept, folder / "site.sqlite3")
    return f"sqlite:///{folder / 'site.sqlite3'}"


def kept_keys(kind: str) -> dict[str, str]:
    """The key of each force's system, by its code, as made when the database was filled."""
    keys: dict[str, str] = json.loads((shared.folder() / f"faults-keys-{kind}").read_text())
    return keys


def fill_postgresql(url: str) -> None:
    """Lay the schema and the forces with their keys in the empty database at `url`."""
    _fill(url, "postgresql")


def _fill(url: str, kind: str) -> None:
    app = create_app(databases.settings(url))
    with app.app_context():
        flask_migrate.upgrade()
        load_forces(db.session())
        db.session.flush()
        forces = db.session.scalars(sa.select(Force).order_by(Force.id)).all()
        keys = {force.code: make_key(force, "System", by=Command())[1] for force in forces}
        db.session.commit()
        db.engine.dispose()
    (shared.folder() / f"faults-keys-{kind}").write_text(json.dumps(keys))
