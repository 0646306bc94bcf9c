"""The `flask` commands, a module for each subject. Each module has `COMMANDS`."""

from flask import Flask

from dhp.commands import (
    accounts,
    audit,
    definitions,
    docs,
    due,
    everything,
    files,
    practice,
    reference,
    reports,
    returned,
    seed,
    tables,
)

MODULES = (
    *(accounts, audit, definitions, docs, due, files, everything),
    *(practice, reference, reports, returned, seed, tables),
)


def register(app: Flask) -> None:
    """Add every command to `app`."""
    for module in MODULES:
        for command in module.COMMANDS:
            app.cli.add_command(command)
