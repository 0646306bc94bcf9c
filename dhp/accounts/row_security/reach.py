"""On whose behalf the database is asked: told to PostgreSQL at the beginning of each transaction.

The settings are local to the transaction, so a connection that goes back to the pool carries
nothing over to whoever takes it next. Nothing told is nothing given: the policies are closed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

import psycopg
from flask import has_app_context
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, now
from dhp.extensions import db


class Reach(StrEnum):
    """How far somebody reaches, as the policies know it; what a role may do is said elsewhere."""

    NOBODY = "nobody"
    FORCE = "force"
    CLIENT = "client"
    REGION = "region"
    READER = "reader"
    UNIT = "unit"
    EVERYTHING = "everything"
    SERVICE = "service"


@dataclass(frozen=True)
class Asker:
    """Who asks: how far the asker reaches, and the keys by which rows are theirs."""

    reach: Reach
    user_id: int | None = None
    force_id: int | None = None
    client_id: int | None = None


NOBODY = Asker(Reach.NOBODY)
SERVICE = Asker(Reach.SERVICE)
# None means that nothing is told: then the policies give nothing either.
_asker: ContextVar[Asker | None] = ContextVar("asker", default=None)
_TELL = """
    SELECT set_config('dhp.reach', %s, true), set_config('dhp.user', %s, true),
           set_config('dhp.force', %s, true), set_config('dhp.client', %s, true),
           set_config('dhp.day', %s, true), set_config('dhp.instant', %s, true)
"""


def asker_for(user: User) -> Asker:
    """What the policies are told of a user who is signed in."""
    return Asker(_reach_of(user), user_id=user.id, force_id=user.force_id)


def asker_for_client(client_id: int, force_id: int) -> Asker:
    """What the policies are told of the system of a force."""
    return Asker(Reach.CLIENT, client_id=client_id, force_id=force_id)


def ask_for(asker: Asker | None) -> Asker | None:
    """From now on, in the transaction that runs too, ask on behalf of `asker`.

    Gives on whose behalf it was before.
    """
    before = _asker.get()
    _asker.set(asker)
    _tell_now()
    return before


@contextmanager
def asking_for(asker: Asker) -> Iterator[None]:
    """Ask on behalf of `asker` within the block, and of whom it was before after it."""
    before = ask_for(asker)
    try:
        yield
    finally:
        ask_for(before)


@contextmanager
def whole_record() -> Iterator[None]:
    """Let what counts, or compares for the service, see every row within the block.

    Whoever uses it answers for what leaves the block: figures, and rows that `visible_to` gave.
    Where it is used is written down, each place with its reason, in `tests/house`.
    """
    with asking_for(SERVICE):
        yield


def _reach_of(user: User) -> Reach:
    if user.force_id is not None:
        return Reach.FORCE
    if user.region is not None:
        return Reach.REGION
    for permission, reach in (
        (Permission.READ_RESTRICTED_CASES, Reach.EVERYTHING),
        (Permission.READ_CASES, Reach.UNIT),
        (Permission.READ_LEARNING, Reach.READER),
    ):
        if user.may(permission):
            return reach
    return Reach.NOBODY


def _tell_now() -> None:
    if not has_app_context():
        return
    session = db.session()
    if session.get_bind().dialect.name != "postgresql":
        return
    # After a failed flush the session takes nothing but a rollback; the next transaction is told.
    if session.in_transaction() and session.is_active:
        _tell(session.connection())


@event.listens_for(Engine, "begin")
def _tell(connection: Connection) -> None:
    asker = _asker.get()
    if connection.dialect.name != "postgresql" or asker is None:
        return
    keys = (asker.user_id, asker.force_id, asker.client_id)
    told = (asker.reach.value, *("" if key is None else str(key) for key in keys))
    database = connection.connection.dbapi_connection
    # A transaction that failed can be told nothing; it is rolled back, and the next one is told.
    if database is None or database.info.transaction_status is _FAILED:
        return
    # Beneath SQLAlchemy, like BEGIN itself: it is no statement of the application.
    try:
        cursor = database.cursor()
        at = now()
        cursor.execute(_TELL, (*told, london_date(at).isoformat(), at.isoformat()))
        cursor.close()
    except psycopg.OperationalError as error:
        # The server has gone since the connection was tried. SQLAlchemy looks at no error of a
        # driver from here: under its name, it is known for what it is.
        raise OperationalError(_TELL, {}, error, hide_parameters=True) from error


_FAILED = psycopg.pq.TransactionStatus.INERROR
