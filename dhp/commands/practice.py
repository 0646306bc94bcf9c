"""Commands for the library of practice."""

import click
from flask.cli import AppGroup

from dhp.extensions import db
from dhp.practice.searching import index_everything

practice = AppGroup("practice", help="The library of practice.")


@practice.command("index")
def index() -> None:
    """Build the full-text index anew, where it was lost. Changes no entry."""
    count = index_everything()
    db.session.commit()
    click.echo(f"Entries in the index: {count}.")


COMMANDS = (practice,)
