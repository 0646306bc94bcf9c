"""R18: the record is backed up, destroyed, restored elsewhere; counts, receipts and trail are compared."""

import shutil
import sqlite3
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from dhp import create_app
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.extensions import db
from dhp.operations.backup.looking import check_backup
from dhp.operations.backup.making import make_backup
from dhp.operations.backup.restoring import restore_backup
from tests.accounts.people import add_user
from tests.benchmarks.record import load_deaths
from tests.faults.site import verified
from tests.harness.databases import settings
from tests.harness.examples import sample, tries
from tests.harness.own_postgres import OwnPostgres, scratch_folder

pytestmark = pytest.mark.on_servers

DEATHS = tries(300, thorough=5_000)
LONGEST = 600  # seconds for all of it
KEPT = ("cases", "notifications", "receipts", "answers")
KEPT += ("trail_events", "trail_subjects", "trail_lists", "trail_repeats")
RECEIPTS = "SELECT ref, send_key, answers FROM receipts ORDER BY ref"


@contextmanager
def two_databases(kind):
    """The address of an empty database, and of another one elsewhere."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        if kind == "sqlite":
            yield tuple(f"sqlite:///{folder / name}.sqlite3" for name in ("first", "second"))
            return
        server = OwnPostgres(folder)
        server.make()
        server.start()
        stack.callback(server.stop, "immediate")
        server.run("CREATE DATABASE first", "CREATE DATABASE second")
        yield server.url("first"), server.url("second")


@contextmanager
def on(url):
    """The application on the database at `url`."""
    app = create_app(settings(url))
    with app.app_context():
        yield db.engine
        db.session.remove()
        db.engine.dispose()


def fill(url):
    """Lay the schema and load so many invented deaths, each with its receipt and its events."""
    with on(url) as engine:
        flask_migrate.upgrade()
        add_user(RoleName.SPOC)
        db.session.commit()
        db.session.remove()
        with engine.begin() as connection:
            load_deaths(connection, DEATHS, now())


def held(url):
    """How much a database holds, and all of its receipts."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        counts = {
            name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
            for name in KEPT
        }
        return counts, [tuple(row) for row in connection.exec_driver_sql(RECEIPTS)]


def destroy(url):
    """Leave nothing of the database."""
    address = sa.make_url(url)
    if address.drivername.startswith("sqlite"):
        Path(address.database).unlink()
        return
    engine = sa.create_engine(
        address.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE first WITH (FORCE)")


@pytest.mark.parametrize("kind", sample(["sqlite", "postgresql"], ["sqlite"]))
def test_r18_nothing_is_missing_after_a_restore_elsewhere(kind, tmp_path, seed, tell):
    keys, folder = [Fernet.generate_key().decode()], tmp_path / "backup"
    with two_databases(kind) as (first, second):
        fill(first)
        before, began = held(first), time.monotonic()

        with on(first) as engine:
            make_backup(folder, keys, engine)
        check_backup(folder, keys)
        made = time.monotonic() - began
        destroy(first)
        with on(second) as engine:
            restore_backup(folder, keys, engine)
        trail, after = verified(second), held(second)
        took = time.monotonic() - began

    missing = sum(before[0].values()) - sum(after[0].values())
    tell(
        f"R18 {kind}: seed {seed}, {before[0]['cases']:,} cases, {before[0]['receipts']:,} receipts, "
        f"{before[0]['trail_events']:,} events; backed up and looked through in {made:.0f} s, back "
        f"{took - made:.0f} s after the loss; {missing} rows missing, trail {trail}"
    )
    assert before[0]["cases"] == DEATHS
    assert len(before[1]) >= DEATHS
    assert after == before
    assert trail == 0
    assert took <= LONGEST


def test_r18_control_a_copy_of_the_file_alone_misses_what_is_in_its_journal(tmp_path, seed, tell):
    path, copy = tmp_path / "live.sqlite3", tmp_path / "copy.sqlite3"
    with sqlite3.connect(path, isolation_level=None) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("PRAGMA wal_autocheckpoint=0")  # it would come by itself, sooner or later
        live.execute("CREATE TABLE receipts (ref TEXT)")
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        live.executemany("INSERT INTO receipts VALUES (?)", [(str(ref),) for ref in range(DEATHS)])

        shutil.copyfile(path, copy)

        with sqlite3.connect(copy) as copied:
            found = copied.execute("SELECT count(*) FROM receipts").fetchone()[0]
        copied.close()
    live.close()
    tell(f"R18 control, the file alone is copied: seed {seed}, {found} of {DEATHS} receipts there")
    assert found == 0
