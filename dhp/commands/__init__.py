"""The `flask` commands: each a thin edge that reads its arguments, calls one room and commits once."""

from flask import Flask

from dhp.commands.files import import_

COMMANDS = (import_,)


def register(app: Flask) -> None:
    """Give `app` all commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
