"""The `flask` commands, a module for each subject. Each module has `COMMANDS`."""

from flask import Flask

from dhp.commands import (
    accounts,
    audit,
    backup,
    check_config,
    definitions,
    docs,
    due,
    everything,
    files,
    practice,
    reference,
    reports,
    seed,
    tables,
)

MODULES = (
    *(accounts, audit, backup, check_config, definitions, docs, due, files, everything),
    *(practice, reference, reports, seed, tables),
)


def register(app: Flask) -> None:
    """Add every command to `app`."""
    for module in MODULES:
        for command in module.COMMANDS:
            app.cli.add_command(command)
