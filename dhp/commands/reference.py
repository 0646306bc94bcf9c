"""Commands for reference data: what the service must know before the first notification."""

import click
from flask.cli import AppGroup

from dhp.accounts.forces import load_forces
from dhp.extensions import db

reference = AppGroup("reference", help="Reference data: the forces and their regions.")


@reference.command("load")
def load() -> None:
    """Add the forces that are missing. Run it as often as you like."""
    added = load_forces(db.session())
    db.session.commit()
    click.echo(f"Forces added: {added}.")


COMMANDS = (reference,)
