"""Commands for reference data: what the service must know before the first notification."""

import click
from flask.cli import AppGroup

from dhp.accounts.forces import load_forces
from dhp.context.strands import load_strands
from dhp.extensions import db

reference = AppGroup("reference", help="Reference data: forces, regions, strands.")


@reference.command("load")
def load() -> None:
    """Add the forces and the strands that are missing. Run it as often as you like."""
    added = load_forces(db.session())
    counted = load_strands(db.session())
    db.session.commit()
    click.echo(f"Forces added: {added}. Strands added: {counted}.")


COMMANDS = (reference,)
