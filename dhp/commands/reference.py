"""Commands for reference data: what the service must know before the first notification."""

from pathlib import Path

import click
from flask.cli import AppGroup

from dhp.accounts.forces import forces, load_forces
from dhp.calendar import long_date
from dhp.coding import load_codebook
from dhp.context.strands import load_strands
from dhp.extensions import db
from dhp.statistics.population import UnsoundPopulations, editions, read_edition

reference = AppGroup("reference", help="Reference data: forces, strands, codebook, populations.")


@reference.command("load")
def load() -> None:
    """Add the forces, strands and codes that are missing. Run it as often as you like."""
    added = load_forces(db.session())
    counted = load_strands(db.session())
    coded = load_codebook(db.session())
    db.session.commit()
    click.echo(
        f"Forces added: {added}. Strands added: {counted}. Entries of the codebook added: {coded}."
    )


@reference.command("population")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def population(file: Path | None) -> None:
    """Say which editions of population figures there are, or what is in FILE. Changes nothing."""
    try:
        found = [read_edition(file)] if file else list(editions())
    except UnsoundPopulations as unsound:
        raise click.ClickException(str(unsound)) from unsound
    for one in found:
        years = sorted({year for _force, year, _sex, _ages in one.people})
        kind = "for demonstration only" if one.demonstration else "official"
        click.echo(f"{one.name}, {kind}: {one.title}. Published {long_date(one.published)}.")
        click.echo(f"  Years {years[0]} to {years[-1]}, {len(one.people):,} figures.")
        told = {force for force, _year, _sex, _ages in one.people}
        for force in forces():
            if force.territorial and force.code not in told:
                click.echo(f"  Nothing of {force.name} ({force.code}).")


COMMANDS = (reference,)
