"""The schema down and up again under data, and an upgrade that dies half-way."""

import os
from collections.abc import Callable
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import current_app
from flask_sqlalchemy import SQLAlchemy

from dhp import create_app
from dhp.audit.verifying import verify
from dhp.extensions import db
from dhp.sealing.models import CaseKey
from tests.harness import databases
from tests.mail.dying import KILLED, die_at
from tests.operations.filling import fill

FIRST = "0001"


def migrate(copies: Any, go: Callable[..., None], revision: str = "head") -> None:
    """Up or down, as the owner of the schema."""
    app = create_app(databases.settings(copies.owner_url))
    with app.app_context():
        go(revision=revision)
        db.engine.dispose()


def fill_without_keys() -> None:
    """A record whose texts are under no keys: an older release knows of none, and refuses them."""
    current_app.config["MASTER_KEYS"] = []
    fill()


def held(copies: Any, columns: dict[str, list[str]]) -> dict[str, list[Any]]:
    """The rows of tables, in these columns only, seen by somebody from whom nothing is hidden."""
    url = sa.make_url(copies.url)
    if url.get_backend_name() == "postgresql":
        url = sa.make_url(copies.server).set(database=url.database)
    found = {}
    with sa.create_engine(url, poolclass=sa.NullPool).connect() as connection:
        for table, names in columns.items():
            statement = sa.select(*map(sa.column, names)).select_from(sa.table(table))
            found[table] = sorted(map(tuple, connection.execute(statement)), key=repr)
    return found


def shape(database: SQLAlchemy) -> dict[str, list[str]]:
    """Each table with its columns, save the index of SQLite and the note of the schema."""
    looked = sa.inspect(database.session.connection())
    found = {
        table: [column["name"] for column in looked.get_columns(table)]
        for table in looked.get_table_names()
        if "_fts" not in table and table != "alembic_version"
    }
    database.session.rollback()
    return found


def test_down_to_the_first_schema_and_up_again_loses_nothing_that_it_can_hold(
    database: SQLAlchemy, copies: Any, once: Any
) -> None:
    once(fill_without_keys)
    newest = shape(database)
    everything = held(copies, newest)
    database.session.remove()

    migrate(copies, flask_migrate.downgrade, FIRST)
    first = shape(database)
    carried = held(copies, first)
    migrate(copies, flask_migrate.upgrade)

    kept = {
        table: [name for name in names if name in newest.get(table, ())]
        for table, names in first.items()
    }
    assert shape(database) == newest
    assert held(copies, kept) == {
        table: sorted(
            (tuple(row[newest[table].index(name)] for name in names) for row in everything[table]),
            key=repr,
        )
        for table, names in kept.items()
    }
    assert len(carried["receipts"]) == 3
    assert verify().code == 0


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("statement", [20, 60])
def test_an_upgrade_that_is_killed_has_changed_nothing_and_can_be_run_again(
    database: SQLAlchemy, copies: Any, once: Any, statement: int
) -> None:
    once(fill_without_keys)
    newest = shape(database)
    database.session.remove()
    migrate(copies, flask_migrate.downgrade, FIRST)
    first = shape(database)
    before = held(copies, first)
    database.engine.dispose()

    child = os.fork()
    if child == 0:
        die_at(statement)
        migrate(copies, flask_migrate.upgrade)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED

    assert shape(database) == first
    assert held(copies, first) == before
    database.session.remove()
    migrate(copies, flask_migrate.upgrade)
    assert shape(database) == newest


def test_texts_under_keys_of_cases_are_not_left_to_a_release_that_cannot_read_them(
    database: SQLAlchemy, copies: Any
) -> None:
    database.session.execute(sa.insert(CaseKey.__table__), {"name": "a" * 22, "wrapped": "00"})
    database.session.commit()
    newest = shape(database)
    database.session.remove()

    with pytest.raises(SystemExit, match="Leave with everything"):
        migrate(copies, flask_migrate.downgrade, "0008")

    assert shape(database) == newest
