"""A whole site to be measured: a filled database, the service and its floors, people signed in."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from cryptography.fernet import Fernet
from flask import Flask

import config
from dhp import create_app
from dhp.accounts.forces import load_forces
from dhp.accounts.models import Force, User
from dhp.accounts.passwords import hashed
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.extensions import db
from tests.benchmarks.browser import Browser
from tests.benchmarks.databases import durable_database
from tests.benchmarks.floors import lay_floor
from tests.benchmarks.record import load_deaths
from tests.benchmarks.serving import served

_PASSWORD = "four plain words of the benchmarks"
_SPOC, _LEAD = "spoc@example.org", "lead@example.org"


@dataclass(frozen=True)
class Site:
    """A site of so many deaths. `app` is on the same database, for what runs without a server."""

    deaths: int
    app: Flask
    spoc: Browser
    lead: Browser
    floor: Browser


@contextmanager
def open_site(kind: str, deaths: int) -> Iterator[Site]:
    """A site on a database of `kind`, which lives as long as the block."""
    with ExitStack() as stack:
        url = stack.enter_context(durable_database(kind))
        key = Fernet.generate_key().decode()  # identifying values are encrypted, as in production
        app = _app(url, key)
        with app.app_context():
            fill(deaths)
            db.engine.dispose()
        settings = {
            "DHP_PROFILE": "demo",  # as production, but without the second step at sign-in
            "DHP_DATABASE_URL": url,
            "DHP_SECRET_KEY": os.environ["DHP_SECRET_KEY"],
            "DHP_FIELD_KEYS": key,
        }
        service = stack.enter_context(served("wsgi:app", "/sign-in", settings))
        floors = "tests.benchmarks.floors:create_floor()"
        floor = stack.enter_context(served(floors, "/deaths", settings))
        spoc, lead, nobody = (
            stack.enter_context(closing(Browser(port))) for port in (service, service, floor)
        )
        spoc.sign_in(_SPOC, _PASSWORD)
        lead.sign_in(_LEAD, _PASSWORD)
        yield Site(deaths, app, spoc, lead, nobody)
        with app.app_context():
            db.engine.dispose()


def fill(deaths: int) -> None:
    """Fill the empty database of the present application: forces, two people, deaths, floors."""
    load_forces(db.session())
    db.session.flush()
    force = db.session.scalars(sa.select(Force).order_by(Force.id)).first()
    for email, role in ((_SPOC, RoleName.SPOC), (_LEAD, RoleName.LEAD)):
        db.session.add(
            User(
                email=email,
                name=f"Invented {role.value}",
                role=role,
                force=force if role is RoleName.SPOC else None,
                password_hash=hashed(_PASSWORD),
                joined_at=now(),
            )
        )
    db.session.commit()
    with db.engine.begin() as connection:
        load_deaths(connection, deaths, now())
        lay_floor(connection, deaths, now())
    if db.engine.dialect.name == "postgresql":  # where the server does so by itself, in time
        with db.engine.begin() as connection:
            connection.exec_driver_sql(
                "SET LOCAL statement_timeout = 0"
            )  # of 100,000 it takes long
            connection.exec_driver_sql("ANALYZE")


def spoc_of(session: sa.orm.Session) -> User:
    """The person who sends."""
    return session.scalars(sa.select(User).where(User.email == _SPOC)).one()


def _app(url: str, key: str) -> Flask:
    return create_app(
        config.Settings(
            "demo",
            SQLALCHEMY_DATABASE_URI=url,
            SQLALCHEMY_ENGINE_OPTIONS=config._engine_options(url),
            FIELD_KEYS=[key],
        )
    )
