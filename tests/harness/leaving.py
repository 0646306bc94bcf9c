"""What somebody leaves behind who has committed: whether it stands in the way of others."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy


def others_may_commit_after(database: SQLAlchemy, act: Callable[[], object]) -> bool:
    """Whether they may on SQLite, when `act` is done and committed and its rubbish still lies about.

    What read rows is kept, as it is until rubbish is collected: then it holds what it holds.
    """
    lying_about = []

    def keep(_connection: object, cursor: object, *_rest: object) -> None:
        lying_about.append(cursor)

    sa.event.listen(database.engine, "after_cursor_execute", keep)
    try:
        act()
        database.session.commit()
    finally:
        sa.event.remove(database.engine, "after_cursor_execute", keep)
    with closing(sqlite3.connect(database.engine.url.database or "", timeout=0)) as another:
        try:
            another.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
    return True
