"""Six ways in which the trail cannot be written, for tests of what the service does then."""

import sqlite3
from contextlib import contextmanager

import sqlalchemy as sa

from dhp.extensions import db
from tests.audit.tampering import unguard

FULL = "database or disk is full"


@contextmanager
def changed(*statements):
    """The database as these statements leave it; what they broke stays broken until it is renewed."""
    unguard(db)
    for statement in statements:
        db.session.execute(sa.text(statement))
    db.session.commit()
    yield


@contextmanager
def full():
    """No room for another event."""

    def refuse(_connection, _cursor, statement, *_):
        if "trail_events" in statement and statement.startswith("INSERT"):
            raise sqlite3.OperationalError(FULL)

    sa.event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", refuse)


@contextmanager
def on_checkout(pragma):
    """Each connection with a setting of its own."""

    def put(connection, *_):
        connection.execute(f"PRAGMA {pragma}")

    db.session.rollback()
    db.engine.dispose()
    sa.event.listen(db.engine, "checkout", put)
    try:
        yield
    finally:
        sa.event.remove(db.engine, "checkout", put)
        db.engine.dispose()


@contextmanager
def locked():
    """Somebody else writes and does not end."""
    holder = sqlite3.connect(db.engine.url.database, isolation_level=None)
    with on_checkout("busy_timeout=20"):
        holder.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            holder.execute("ROLLBACK")
            holder.close()


OUTAGES = {
    "no head": lambda: changed("DELETE FROM trail_head"),
    "no table": lambda: changed("ALTER TABLE trail_events RENAME TO lost"),
    "a trigger refuses": lambda: changed(
        "CREATE TRIGGER refuse BEFORE INSERT ON trail_events"
        " BEGIN SELECT RAISE(ABORT, 'no more'); END"
    ),
    "full": full,
    "locked": locked,
    "no right to write": lambda: on_checkout("query_only=ON"),
}
