"""How Alembic reaches the application's database, and how it numbers new migrations."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine, TypeDecorator

from dhp.accounts.row_security.laying import lay, lift
from dhp.accounts.row_security.reach import SERVICE, asking_for
from dhp.audit import guards

VERSIONS = Path(__file__).parent / "versions"
# Tables that live in our database but are not ours: SQLite's full-text index and its shadows.
FOREIGN = ("_fts", "_fts_config", "_fts_content", "_fts_data", "_fts_docsize", "_fts_idx")


def get_engine() -> Engine:
    """The engine of the application that runs."""
    engine: Engine = current_app.extensions["migrate"].db.engine
    return engine


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a comparison of models and schema should look at `name`."""
    return not (kind == "table" and name and name.endswith(FOREIGN))


def render_item(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as what they are in the database: a migration outlives code."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


def number_revision(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Number the new migration after the last; write none when nothing differs."""
    script = directives[0]
    if getattr(context.config.cmd_opts, "autogenerate", False) and script.upgrade_ops.is_empty():
        directives.clear()
        return
    script.rev_id = f"{max(_numbers(), default=0) + 1:04d}"


def _numbers() -> Iterable[int]:
    return (int(path.name[:4]) for path in VERSIONS.glob("[0-9][0-9][0-9][0-9]_*.py"))


@contextmanager
def without_references(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew although rows refer to it: so it changes what a column may be.

    Said before the transaction begins, because within one SQLite does not listen.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    database: Any = connection.connection.dbapi_connection
    database.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        database.execute("PRAGMA foreign_keys=ON")


def check_references(connection: Connection) -> None:
    """Refuse to end where a row refers to one that is no longer there."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise SystemExit(
                f"Rows of {sorted({row[0] for row in lost})} refer to rows that are gone."
            )


def _take_the_time(connection: Connection) -> None:
    """Lift the limit on one statement: to fill a new column takes as long as it takes."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.commit()


def _is_newest() -> bool:
    """Whether the schema is the one that the models speak of, and with them the second wall.

    On an older one, which only a downgrade leaves, tables stay shut to the application: the older
    release lays its own wall when it is told to upgrade.
    """
    return context.get_context().get_current_revision() == context.script.get_current_head()


def run() -> None:
    """Run the migrations asked for, all of them in one transaction, with wall and guards laid anew."""
    settings = {
        **current_app.extensions["migrate"].configure_args,
        "include_name": include_name,
        "render_item": render_item,
        "process_revision_directives": number_revision,
    }
    metadata = current_app.extensions["migrate"].db.metadata
    with (
        asking_for(SERVICE),
        get_engine().connect() as connection,
        without_references(connection),
    ):
        _take_the_time(connection)
        context.configure(connection=connection, target_metadata=metadata, **settings)
        with context.begin_transaction():
            lift(connection)
            guards.lift(connection)
            context.run_migrations()
            check_references(connection)
            if _is_newest():
                lay(connection, metadata, closed=current_app.config["SECOND_WALL"])
            guards.lay(connection)  # after the wall: it narrows what the application was granted
        connection.commit()  # on SQLite the transaction of the migrations is over before this


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database: --sql is not supported.")
run()
