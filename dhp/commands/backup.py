"""Commands that back the database up, look a backup through, and put it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from psycopg import Error
from sqlalchemy.exc import SQLAlchemyError

from dhp.errors import DomainError
from dhp.extensions import db
from dhp.operations.backup.looking import check_backup
from dhp.operations.backup.making import make_backup
from dhp.operations.backup.manifest import Manifest
from dhp.operations.backup.restoring import restore_backup

backup = AppGroup("backup", help="Back up the database, encrypted; verify a backup; restore one.")
_FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@backup.command("create")
@_FOLDER
def create(folder: Path) -> None:
    """Write everything, as at this instant and encrypted, into the new folder DIR."""
    config = current_app.config
    with _told():
        made = make_backup(folder, config["BACKUP_KEYS"], db.engine, config["BACKUP_DATABASE_URL"])
    _tell("Backed up.", made)
    click.echo("Keep the last line elsewhere. Take a copy of the folder to another place.")


@backup.command("verify")
@_FOLDER
def verify(folder: Path) -> None:
    """Look the backup in DIR through from end to end; put nothing anywhere."""
    with _told():
        found = check_backup(folder, current_app.config["BACKUP_KEYS"])
    _tell("The backup is whole, and its trail is sound.", found)


@backup.command("restore")
@_FOLDER
def restore(folder: Path) -> None:
    """Put the backup in DIR into the empty database: all of it, checked, or nothing."""
    with _told():
        found = restore_backup(folder, current_app.config["BACKUP_KEYS"], db.engine)
    _tell("Restored. Every row, every receipt and the trail are as they were.", found)
    click.echo("Compare the end of the trail with what was kept elsewhere, then: flask db upgrade")


@contextmanager
def _told() -> Iterator[None]:
    """What is refused ends the command with a sentence, never with a row."""
    try:
        yield
    except DomainError as error:
        raise click.ClickException(error.message) from None
    except (SQLAlchemyError, Error, OSError) as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        raise click.ClickException(
            f"It could not be done ({kind}). Check the database, the disk and the rights on DIR."
        ) from None


def _tell(first: str, manifest: Manifest) -> None:
    click.echo(first)
    for line in manifest.told():
        click.echo(line)


COMMANDS = (backup,)
