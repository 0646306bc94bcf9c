"""The `flask` commands, a module for each subject. Each module has `COMMANDS`."""

from collections.abc import Callable
from functools import wraps

import click
from flask import Flask

from dhp.accounts.row_security.reach import SERVICE, asking_for
from dhp.commands import (
    accounts,
    audit,
    backup,
    check_config,
    definitions,
    dictionary,
    docs,
    due,
    everything,
    files,
    keys,
    practice,
    reference,
    reports,
    returned,
    seed,
    tables,
)

MODULES = (
    *(accounts, audit, backup, check_config, definitions, dictionary, docs, due, files, everything),
    *(keys, practice, reference, reports, returned, seed, tables),
)


def register(app: Flask) -> None:
    """Add every command to `app`."""
    for module in MODULES:
        for command in module.COMMANDS:
            app.cli.add_command(_as_the_service(command))


def _as_the_service(command: click.Command) -> click.Command:
    """Let `command`, or each one of a group, ask the database on behalf of the service."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _as_the_service(inner)
    elif command.callback is not None and not hasattr(command.callback, "__asks__"):
        command.callback = _asking(command.callback)
    return command


def _asking(callback: Callable[..., object]) -> Callable[..., object]:
    @wraps(callback)
    def asking(*given: object, **named: object) -> object:
        with asking_for(SERVICE):
            return callback(*given, **named)

    vars(asking)["__asks__"] = True
    return asking
