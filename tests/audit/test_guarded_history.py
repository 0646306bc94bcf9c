"""Every table whose rows stay, as an invented history fills it: nothing in it is changed or removed."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.audit.guards import GUARDED
from tests.demonstration.lived import small_history

# The history leaves these without a row; that they have the same guards, `test_guards.py` tells.
EMPTY = {
    "abstraction_rulings",
    "flag_findings",
    "learning_finding_wordings",
    "recommendation_impacts",
    "series_reopenings",
    "trail_anchors",
    "trail_repeats",
}


@pytest.fixture
def history(database: SQLAlchemy, once: Callable[[Callable[[], None]], None]) -> SQLAlchemy:
    """The database after a year of invented deaths."""
    once(small_history)
    return database


def rows(database: SQLAlchemy, table: sa.Table, *those: sa.ColumnElement[bool]) -> int:
    """How many rows there are."""
    counted = sa.select(sa.func.count()).select_from(table).where(*those)
    return database.session.execute(counted).scalar_one()


def refused(database: SQLAlchemy, statement: sa.Update | sa.Delete) -> bool:
    """Whether the database refuses the statement."""
    try:
        with database.session.begin_nested():
            database.session.execute(statement)
    except sa.exc.DBAPIError as error:
        return "append-only" in str(error) or "permission denied" in str(error)
    return False


def forbidden(table: sa.Table, may_end: tuple[str, ...]) -> Iterator[sa.Update | sa.Delete]:
    """What nobody may do to a table, in statements that would change nothing."""
    yield table.delete()
    for column in table.columns:
        change = table.update().values({column: column})
        yield change.where(column.is_not(None)) if column.name in may_end else change


def test_nothing_that_stays_is_changed_removed_or_ended_twice(history: SQLAlchemy) -> None:
    empty, allowed = set(), []
    for guarded in GUARDED:
        table = history.metadata.tables[guarded.table]
        if not rows(history, table):
            empty.add(guarded.table)
            continue
        for statement in forbidden(table, guarded.may_end):
            there = statement.whereclause is None or rows(history, table, statement.whereclause)
            if there and not refused(history, statement):
                allowed.append(str(statement))

    assert empty == EMPTY
    assert allowed == []
