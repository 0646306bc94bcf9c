"""Every check in one list, and the start that is refused where one fails."""

import sys
from collections.abc import Iterator
from itertools import chain

import click
from flask import Flask

from dhp.operations.checking.database import address_faults, reached_faults
from dhp.operations.checking.fault import Config, Fault
from dhp.operations.checking.files import anchor_faults, file_faults
from dhp.operations.checking.secret_values import backup_key_faults, secret_faults
from dhp.operations.checking.values import edge_faults, mail_faults

COMMAND = "check-config"
_BACKUP = "backup"


def all_faults(app: Flask) -> list[Fault]:
    """Every fault of the configuration, of its files and of its database, each once."""
    configured = configured_faults(app.config, debug=app.debug)
    return list(dict.fromkeys(chain(configured, _database_faults(app))))


def configured_faults(config: Config, *, debug: bool) -> list[Fault]:
    """Every fault that can be seen without the database; outside production, what stops the start."""
    found = [Fault(name, words) for name, words in config.get("FAULTS", ())]
    # What could not be read is told once: that it is missing as well would only lead astray.
    unread = {fault.name.removesuffix("_FILE") for fault in found}
    judged = list(mail_faults(config, production=_strict(config)))
    if _strict(config):
        judged += secret_faults(config)
        judged += edge_faults(config, debug=debug)
        judged += file_faults(config)
        judged += anchor_faults(config)
        judged += address_faults(config)
    return found + [fault for fault in judged if fault.name not in unread]


def backup_faults(config: Config) -> Iterator[Fault]:
    """Every fault that matters to whoever makes or restores a backup."""
    yield from (Fault(name, words) for name, words in config.get("FAULTS", ()))
    yield from backup_key_faults(config)
    if _strict(config):
        yield from file_faults(config)


def refuse_unsafe(app: Flask) -> None:
    """End the program where the configuration is not safe, naming every fault.

    The command that checks is let through, and says the same. Other commands are not held up by
    faults of the database: some of them are there to mend it. Backups are made by an account that
    has none of the service's secrets, so none are asked of it.
    """
    if sys.argv[1:2] == [COMMAND]:
        return
    if sys.argv[1:2] == [_BACKUP]:
        found = list(backup_faults(app.config))
    else:
        found = configured_faults(app.config, debug=app.debug)
    if not found and click.get_current_context(silent=True) is None:
        found = list(_database_faults(app))
    if found:
        raise SystemExit(report(found))


def report(found: list[Fault]) -> str:
    """The faults as lines."""
    number = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return "\n".join(
        [f"This configuration is not safe ({number}):", *(f"- {one}" for one in found)]
    )


def _database_faults(app: Flask) -> Iterator[Fault]:
    if _strict(app.config) and app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        yield from reached_faults(app)


def _strict(config: Config) -> bool:
    return config["PROFILE"] not in ("demo", "test")
