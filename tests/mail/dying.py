"""A program that runs `flask due` and dies at the statement it is told: one child for each number.

Called with the port of a mail server and numbers. For each number it posts a message, lets a child
run the command and die at that statement or commit, then runs it again once leases are over, and
prints a line: the number, whether the child died, and where the message stands.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from sqlalchemy import Engine, event

from config import Settings
from dhp import create_app
from dhp.calendar import clock_at
from dhp.duties import Duty, add_duty
from dhp.extensions import db
from dhp.mail.claiming import LEASE
from dhp.mail.models import Message
from dhp.mail.outbox import post

KILLED = 137
AT = datetime(2026, 3, 9, 8, tzinfo=UTC)


def application(port: int) -> Any:
    """The application with one duty: to post a message, once for each key."""
    app = create_app(
        Settings(
            "test",
            SMTP_HOST="127.0.0.1",
            SMTP_PORT=port,
            SMTP_TLS="none",
            MAIL_FROM="service@dhp.example.org",
        )
    )
    app.extensions["duties"] = {}
    return app


def die_at(number: int) -> None:
    """End this process, without any farewell, instead of its statement `number`, counted from 1."""
    left = [number]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os._exit(KILLED)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


def run(app: Any, at: datetime) -> None:
    """`flask due` at an instant."""
    with clock_at(at):
        result = app.test_cli_runner().invoke(args=["due"])
    if result.exit_code:
        raise SystemExit(result.output)


def killed_at(number: int, app: Any, at: datetime) -> bool:
    """Whether a child that runs the command dies at statement `number`."""
    child = os.fork()
    if child == 0:
        die_at(number)
        run(app, at)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def main(port: int, numbers: list[int]) -> None:
    """One line for each number."""
    app = application(port)
    keys: list[str] = []

    def do(key: str, _at: datetime) -> None:
        post(to=f"{key}@example.org", subject="What waits", text="1 draft.", key=key)

    add_duty(app, Duty("posting", lambda _at: list(keys), do))
    for place, number in enumerate(numbers):
        at = AT + timedelta(hours=place)
        keys[:] = [f"n{number}"]
        died = killed_at(number, app, at)
        run(app, at + 2 * LEASE)
        with app.app_context():
            found = [message.status for message in db.session.query(Message).filter_by(key=keys[0])]
            db.session.remove()
            db.engine.dispose()  # a child must not share its parent's connections
        click.echo("|".join((str(number), "died" if died else "lived", *found)))


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(number) for number in sys.argv[2:]])
