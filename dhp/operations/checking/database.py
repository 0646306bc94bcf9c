"""Whether the database is the right kind, keeps what it acknowledges, and gives the service no more
rights than it needs.
"""

from collections.abc import Iterator
from functools import lru_cache

import sqlalchemy as sa
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from dhp.accounts.row_security.laying import left_open
from dhp.calendar import now
from dhp.extensions import Base
from dhp.opening import DURABLE
from dhp.operations.checking.fault import Config, Fault

_URL = "DHP_DATABASE_URL"
_LARGEST_DRIFT = 30  # seconds between our clock and the database's
_LOCAL = {None, "", "localhost", "127.0.0.1", "::1"}
_ENCRYPTED = {"require", "verify-ca", "verify-full"}
_ROLE = """
    SELECT rolsuper, rolbypassrls, rolcreaterole OR rolcreatedb,
           EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
                   AND relkind IN ('r', 'p') AND pg_has_role(relowner, 'USAGE'))
    FROM pg_roles WHERE rolname = current_user
"""


def address_faults(config: Config) -> Iterator[Fault]:
    """Every fault in how the database is named; asks nothing of it."""
    if not config["DATABASE_NAMED"]:
        yield Fault(_URL, "It is not set. Write postgresql://dhp_app@HOST/dhp.")
        return
    if config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        yield Fault(_URL, "Production refuses SQLite. Write postgresql://dhp_app@HOST/dhp.")
        return
    url = sa.make_url(config["SQLALCHEMY_DATABASE_URI"])
    local = url.host in _LOCAL and str(url.query.get("host", "/")).startswith("/")
    if not local and url.query.get("sslmode") not in _ENCRYPTED:
        told = "What is asked and answered would travel in plain text. Add ?sslmode=verify-full."
        yield Fault(_URL, told)
    if not config["SECOND_WALL"]:
        told = "It is off: the next upgrade would open the second wall. Take it out."
        yield Fault("DHP_SECOND_WALL", told)


def reached_faults(app: Flask) -> Iterator[Fault]:
    """Every fault of the database itself, and that it cannot be reached."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    # A connection of its own: the service's refuse to open where a setting is unsafe, and would
    # not get as far as to say what else is wrong.
    engine = sa.create_engine(
        url, poolclass=sa.NullPool, hide_parameters=True, connect_args=_limits(url)
    )
    try:
        with app.app_context(), engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                yield from _settings(connection)
                yield from _rights(connection)
                yield from _clock(connection)
            yield from _schema(connection)
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        told = f"The database cannot be reached or read ({kind}). Check the address and the server."
        yield Fault(_URL, told)


def newest_schema() -> str:
    """The number of the last migration that this release knows."""
    return _head_in(current_app.extensions["migrate"].directory)


@lru_cache(maxsize=2)
def _head_in(folder: str) -> str:
    config = AlembicConfig()
    config.set_main_option("script_location", folder)
    return ScriptDirectory.from_config(config).get_current_head() or ""


def present_schema(connection: sa.Connection) -> str:
    """The number of the last migration that the database has seen; empty where none has."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def _limits(url: str) -> dict[str, object]:
    return {"connect_timeout": 5} if url.startswith("postgresql") else {}


def _settings(connection: sa.Connection) -> Iterator[Fault]:
    query = sa.text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
    names = [*DURABLE, "data_checksums"]
    found: dict[str, str] = dict(connection.execute(query, {"names": names}).all())
    for name, good in DURABLE.items():
        if found[name] not in good:
            told = f"It is {found[name]}: what was acknowledged could be lost. Set it to on."
            yield Fault(f"PostgreSQL {name}", told)
    if found["data_checksums"] != "on":
        told = (
            "They are off: a damaged page would go unseen. Stop the server; pg_checksums --enable."
        )
        yield Fault("PostgreSQL data_checksums", told)


def _rights(connection: sa.Connection) -> Iterator[Fault]:
    superuser, bypasses, makes, owns = connection.exec_driver_sql(_ROLE).one()
    use = "Connect as the role dhp_app."
    if superuser:
        yield Fault(_URL, f"The role is a superuser: no wall holds it. {use}")
    if bypasses and not superuser:
        yield Fault(_URL, f"The role bypasses row-level security. {use}")
    if makes and not superuser:
        yield Fault(_URL, f"The role may make roles or databases. {use}")
    if owns and not superuser:
        yield Fault(_URL, f"The role owns tables and could take their guards away. {use}")


def _clock(connection: sa.Connection) -> Iterator[Fault]:
    theirs = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    drift = abs((now() - theirs).total_seconds())
    if drift > _LARGEST_DRIFT:
        told = f"It is {drift:,.0f} seconds from the database's. Let both follow a time server."
        yield Fault("Clock", told)


def _schema(connection: sa.Connection) -> Iterator[Fault]:
    present, newest = present_schema(connection), newest_schema()
    if not present:
        yield Fault("Schema", "The database is empty. As its owner: flask db upgrade")
    elif present < newest:
        told = f"The database is at {present}, this release needs {newest}."
        yield Fault("Schema", f"{told} As its owner: flask db upgrade")
    elif present == newest and (tables := left_open(connection, Base.metadata)):
        more = f" and {len(tables) - 1} more" if tables[1:] else ""
        told = f"It is open before {tables[0]}{more}. As the owner: flask db upgrade"
        yield Fault("Second wall", told)
