"""The `flask` commands: thin edges that read arguments, call one room and commit once."""

from flask import Flask

from dhp.commands.files import import_

COMMANDS = (import_,)


def register(app: Flask) -> None:
    """Give `app` all commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
