"""A backup is whole, encrypted, and put back row for row, or refused before anything is written."""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.audit.verifying import verify
from dhp.errors import Refused
from dhp.extensions import db
from dhp.operations.backup.folder import FILE, SUMS
from dhp.operations.backup.looking import check_backup
from dhp.operations.backup.making import make_backup
from dhp.operations.backup.manifest import Manifest
from dhp.operations.backup.restoring import restore_backup
from tests.harness import databases
from tests.operations.filling import fill, rows_of

Make = Callable[..., sa.Engine]
UNGUARD = {
    "sqlite": ["DROP TRIGGER trail_events_no_update"],
    "postgresql": ["ALTER TABLE trail_events DISABLE TRIGGER USER"],
}
KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def filled(once: Callable[[Callable[[], None]], None], database: SQLAlchemy) -> SQLAlchemy:
    """A database with something in every room."""
    once(fill)
    return database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture
def all_seeing(filled: SQLAlchemy, copies: Any) -> sa.Engine:
    """The filled database as a role from which nothing is hidden, as dhp_backup is."""
    url = filled.engine.url
    if url.get_backend_name() == "postgresql":
        url = sa.make_url(copies.server).set(database=url.database)
    return sa.create_engine(url, poolclass=sa.NullPool)


@pytest.fixture
def elsewhere(database: SQLAlchemy, copies: Any, tmp_path: Path) -> Iterator[Make]:
    """Makes another database of the same kind, as its owner: with the schema, or with nothing."""
    url, name = sa.make_url(copies.owner_url), f"dhp_test_elsewhere_{os.getpid()}"
    made: list[sa.Engine] = []

    def make(template: Any) -> sa.Engine:
        if url.get_backend_name() == "sqlite":
            path = tmp_path / "elsewhere.sqlite3"
            if template:
                shutil.copy(template, path)
            made.append(sa.create_engine(f"sqlite:///{path}"))
        else:
            source = template or "template0"
            _on_server(copies, f"CREATE DATABASE {name} OWNER dhp_owner TEMPLATE {source}")
            made.append(sa.create_engine(url.set(database=name)))
        return made[0]

    yield make
    for engine in made:
        engine.dispose()
    if url.get_backend_name() == "postgresql":
        _on_server(copies, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def ready(elsewhere: Make, copies: Any) -> sa.Engine:
    """Another database with the schema and no rows."""
    return elsewhere(copies._template)


@pytest.fixture
def empty(elsewhere: Make) -> sa.Engine:
    """Another database with nothing at all in it."""
    return elsewhere(None)


def _on_server(copies: Any, statement: str) -> None:
    server = sa.create_engine(copies.server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.exec_driver_sql(statement)


def seen(engine: sa.Engine, copies: Any) -> Any:
    """Everything in the database of an engine, whoever it connects as."""
    url = engine.url
    if url.get_backend_name() == "postgresql":
        url = sa.make_url(copies.server).set(database=url.database)
    whole = sa.create_engine(url, poolclass=sa.NullPool)
    return rows_of(whole)


def made(source: sa.Engine, folder: Path) -> Manifest:
    db.session.rollback()
    return make_backup(folder, [KEY], source)


def test_what_was_backed_up_is_put_back_row_for_row(
    filled: SQLAlchemy, folder: Path, ready: sa.Engine, all_seeing: sa.Engine, copies: Any
) -> None:
    manifest = made(all_seeing, folder)

    found = restore_backup(folder, [OTHER, KEY], ready)

    assert found == manifest
    assert seen(ready, copies) == seen(filled.engine, copies)
    assert sum(manifest.rows.values()) > 100
    assert manifest.receipts == 3
    assert manifest.trail == f"{verify().events}:{verify().head}"


def test_what_is_put_back_goes_on_with_new_numbers(
    filled: SQLAlchemy, folder: Path, ready: sa.Engine, all_seeing: sa.Engine
) -> None:
    made(all_seeing, folder)
    restore_backup(folder, [KEY], ready)

    with ready.begin() as connection:
        last = connection.exec_driver_sql("SELECT max(id) FROM forces").scalar_one()
        number = connection.execute(
            sa.text(
                "INSERT INTO forces (code, name, territorial) VALUES ('X1', 'A', true) RETURNING id"
            )
        ).scalar_one()
    assert number > last


def test_nothing_can_be_read_in_the_file(
    filled: SQLAlchemy, folder: Path, all_seeing: sa.Engine
) -> None:
    names = filled.session.execute(sa.text("SELECT name FROM users")).scalars().all()
    made(all_seeing, folder)

    data = (folder / FILE).read_bytes()

    assert all(name.encode() not in data for name in names)
    assert b"trail_events" not in data
    assert (folder / FILE).stat().st_mode & 0o077 == 0
    digest = hashlib.sha256(data).hexdigest()
    assert (folder / SUMS).read_text() == f"{digest}  {FILE}\n"


def test_another_key_is_refused_and_named_as_such(
    filled: SQLAlchemy, folder: Path, ready: sa.Engine, all_seeing: sa.Engine, copies: Any
) -> None:
    made(all_seeing, folder)
    before = seen(ready, copies)

    with pytest.raises(Refused, match="another key"):
        restore_backup(folder, [OTHER], ready)

    assert seen(ready, copies) == before


def test_without_a_key_there_is_no_backup(filled: SQLAlchemy, folder: Path) -> None:
    with pytest.raises(Refused, match="DHP_BACKUP_KEY"):
        make_backup(folder, [], filled.engine)

    assert not folder.exists()


def test_a_backup_that_was_changed_or_cut_is_refused(
    filled: SQLAlchemy, folder: Path, ready: sa.Engine, all_seeing: sa.Engine, copies: Any
) -> None:
    made(all_seeing, folder)
    whole, before = (folder / FILE).read_bytes(), seen(ready, copies)
    chance = random.Random(9)
    places = [8, 16, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(12))]

    for place in places:
        for damaged in (
            whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
            whole[:place],
            whole + whole[-place:],
        ):
            (folder / FILE).write_bytes(damaged)
            with pytest.raises(Refused):
                restore_backup(folder, [KEY], ready)

    assert seen(ready, copies) == before
    (folder / FILE).write_bytes(whole)  # the control: as it was made, it is taken
    check_backup(folder, [KEY])


def test_a_database_with_something_in_it_is_left_alone(
    filled: SQLAlchemy, folder: Path, all_seeing: sa.Engine, copies: Any
) -> None:
    made(all_seeing, folder)
    before = seen(filled.engine, copies)

    with pytest.raises(Refused, match="holds something already"):
        restore_backup(folder, [KEY], sa.create_engine(copies.owner_url, poolclass=sa.NullPool))

    assert seen(filled.engine, copies) == before


def test_a_folder_that_holds_a_backup_takes_no_second_one(
    filled: SQLAlchemy, folder: Path, all_seeing: sa.Engine
) -> None:
    made(all_seeing, folder)

    with pytest.raises(Refused, match="new one for each"):
        made(all_seeing, folder)


def test_a_trail_that_was_meddled_with_shows_in_its_backup(
    folder: Path, all_seeing: sa.Engine
) -> None:
    with all_seeing.begin() as connection:
        for statement in UNGUARD[all_seeing.dialect.name]:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("UPDATE trail_events SET body = body || ' ' WHERE seq = 2")
    made(all_seeing, folder)

    with pytest.raises(Refused, match="broken at event 2"):
        check_backup(folder, [KEY])


@pytest.mark.only_on("postgresql")
def test_a_role_from_which_rows_are_hidden_makes_no_backup(
    filled: SQLAlchemy, folder: Path
) -> None:
    filled.session.rollback()

    with pytest.raises(Refused, match="would hide rows"):
        made(filled.engine, folder)

    assert list(folder.iterdir()) == []


@pytest.mark.only_on("postgresql")
def test_a_database_without_tables_gets_the_schema_of_the_backup(
    app: Flask,
    filled: SQLAlchemy,
    folder: Path,
    empty: sa.Engine,
    all_seeing: sa.Engine,
    copies: Any,
) -> None:
    made(all_seeing, folder)
    elsewhere = databases.create_app(
        databases.settings(empty.url.render_as_string(hide_password=False))
    )

    with elsewhere.app_context():
        restore_backup(folder, [KEY], db.engine)
        db.engine.dispose()

    assert seen(empty, copies) == seen(filled.engine, copies)


@pytest.mark.only_on("sqlite")
def test_the_commands_say_what_was_done_and_what_was_refused(
    app: Flask, filled: SQLAlchemy, folder: Path
) -> None:
    app.config["BACKUP_KEYS"] = [KEY]
    filled.session.rollback()
    run = app.test_cli_runner().invoke

    created = run(args=["backup", "create", str(folder)])
    verified = run(args=["backup", "verify", str(folder)])
    restored = run(args=["backup", "restore", str(folder)])

    assert (created.exit_code, verified.exit_code, restored.exit_code) == (0, 0, 1)
    assert "receipts" in created.output
    assert created.output.splitlines()[1:4] == verified.output.splitlines()[1:4]
    assert "holds something already" in restored.output
