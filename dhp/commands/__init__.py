"""The `flask` commands, a module for each subject. Each module has `COMMANDS`."""

from flask import Flask

from dhp.commands import docs, seed

COMMANDS = (*docs.COMMANDS, *seed.COMMANDS)


def register(app: Flask) -> None:
    """Add every command to `app`."""
    for command in COMMANDS:
        app.cli.add_command(command)
