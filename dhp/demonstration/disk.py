"""Not waiting for the disk while an invented history is written: it can be written again."""

from collections.abc import Iterator
from contextlib import contextmanager

from dhp.extensions import db

_FASTER = {"sqlite": "PRAGMA synchronous=OFF", "postgresql": "SET synchronous_commit=off"}


@contextmanager
def without_waiting() -> Iterator[None]:
    """Inside, a commit does not wait until the disk has it; afterwards each does again."""
    db.session.remove()  # gives its connection back, so that the one set below is the one used
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute(_FASTER[db.engine.dialect.name])
    cursor.close()
    connection.commit()
    connection.close()
    try:
        yield
    finally:
        db.session.remove()
        db.engine.dispose()
