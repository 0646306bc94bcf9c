"""A small record to be carried away and back, and everything that a database holds."""

from typing import Any

import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.extensions import db
from dhp.notifications import actions
from tests.accounts.people import add_user
from tests.notifications.deaths import ANSWERS

Rows = dict[str, list[tuple[Any, ...]]]


def fill() -> None:
    """Three notifications, two of them accepted, with all that follows from that."""
    spoc, coder = add_user(RoleName.SPOC), add_user(RoleName.CODER)
    for number in range(3):
        notification = actions.start(spoc.force, f"start-{number}", by=spoc)
        answers = ANSWERS | {"death.circumstances": f"A tab\there, a \\ back\\\\slash.\n{number}"}
        actions.save(notification, answers, notification.version, by=spoc)
        actions.send(notification, notification.send_key, "", by=spoc)
        if number:
            actions.accept(notification, by=coder)
        db.session.commit()


def rows_of(engine: sa.Engine) -> Rows:
    """Everything in a database, table by table."""
    with engine.connect() as connection:
        names = [name for name in sa.inspect(connection).get_table_names() if "_fts_" not in name]
        tables = {name: sa.select(sa.text("*")).select_from(sa.table(name)) for name in names}
        return {
            name: sorted(map(tuple, connection.execute(statement)), key=repr)
            for name, statement in tables.items()
        }
