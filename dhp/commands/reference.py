"""Commands for reference data: what the service must know before the first notification."""

import click
from flask.cli import AppGroup

from dhp.accounts.forces import load_forces
from dhp.coding.codebook_loading import load_codebook
from dhp.context.strands import load_strands
from dhp.extensions import db

reference = AppGroup("reference", help="Reference data: forces, regions, strands, codebook.")


@reference.command("load")
def load() -> None:
    """Add the forces, the strands and the starting codebook where they are missing.

    Run it as often as you like.
    """
    added = load_forces(db.session())
    counted = load_strands(db.session())
    defined = load_codebook(db.session())
    db.session.commit()
    click.echo(
        f"Forces added: {added}. Strands added: {counted}. Entries of the codebook added: {defined}."
    )


COMMANDS = (reference,)
