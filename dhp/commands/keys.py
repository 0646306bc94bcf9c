"""Commands about the keys of cases: wrap them anew, and seal what was written before them."""

from collections.abc import Callable

import click
from flask.cli import AppGroup
from sqlalchemy.exc import ProgrammingError

from dhp.audit.trail import Command
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.operations import case_keys

keys = AppGroup("keys", help="The keys under which texts of cases are kept.")


@keys.command("rotate")
def rotate() -> None:
    """Wrap every key by the first of DHP_MASTER_KEYS. Then the others may be taken out."""
    click.echo(f"Keys wrapped anew: {_done(case_keys.rotate)}")


@keys.command("seal")
def seal() -> None:
    """Seal what was written before there were keys. On PostgreSQL as the owner of the tables."""
    click.echo(f"Rows sealed: {_done(case_keys.seal)}")


def _done(work: Callable[..., int]) -> int:
    """What was done; a refusal ends the command with a sentence, and what was done before stays."""
    try:
        return work(by=Command(), commit=db.session.commit)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    except ProgrammingError:
        raise click.ClickException(
            "This role may not do that. Set DHP_DATABASE_URL to the owner of the tables, as for "
            "migrations."
        ) from None
    finally:
        db.session.rollback()


COMMANDS = (keys,)
