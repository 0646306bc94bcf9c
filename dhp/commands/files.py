"""Commands for files that come in."""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from dhp.audit.trail import Command
from dhp.exchange.comparing import Identified
from dhp.exchange.deaths_file import template
from dhp.exchange.importing import Rehearsal, keep, rehearse
from dhp.exchange.outcome import Outcome
from dhp.exchange.planner import count_anew
from dhp.exchange.reading.sheets import read_sheet
from dhp.exchange.schemes import DEATHS_FILE, SCHEMES
from dhp.exchange.telling import told
from dhp.extensions import db, writing

import_ = AppGroup("import", help="Bring files into the record.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OTHERS = [name for name in SCHEMES if name != DEATHS_FILE.name]


@import_.group("template")
def templates() -> None:
    """Print the columns of a file."""


@templates.command("deaths")
@click.option("--suspects", default=1, show_default=True, type=click.IntRange(0, 20))
def deaths_template(suspects: int) -> None:
    """Print the header of a deaths file as CSV."""
    csv.writer(sys.stdout, lineterminator="\n").writerow(template(suspects))


@import_.command("deaths")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--crosswalk", type=click.Choice(_OTHERS), help="The files are of another kind.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="A CSV file to write."
)
@click.option("--commit", is_flag=True, help="Import. Without it nothing is changed.")
def deaths(files: Sequence[Path], crosswalk: str | None, report: Path | None, commit: bool) -> None:
    """Check FILES, and with --commit import all of their rows or none.

    Ends with 0 when every row is sound and with 1 when rows are refused.
    """
    with may_write(commit):
        scheme = SCHEMES[crosswalk or DEATHS_FILE.name]
        rehearsal = rehearse(scheme, [read_sheet(path) for path in files])
        outcome = rehearsal.outcome
        if commit and not outcome.refused:
            _keep(rehearsal)
            count_anew(outcome.new)
    if report is not None:
        write_report(outcome, report)
    for line in told(outcome):
        click.echo(line)
    if outcome.refused:
        raise SystemExit(1)


@contextmanager
def may_write(commit: bool) -> Iterator[None]:
    """A rehearsal takes no lock and leaves no transaction open."""
    token = writing.set(commit)
    try:
        yield
    finally:
        db.session.rollback()
        writing.reset(token)


@contextmanager
def _progress(deaths: Sequence[Identified]) -> Iterator[Iterable[Identified]]:
    """The deaths, with a bar on a terminal and nothing in a pipe."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(deaths, label="Importing", file=sys.stderr, hidden=hidden) as bar:
        yield bar


def _keep(rehearsal: Rehearsal) -> None:
    try:
        with _progress(rehearsal.deaths) as bar:
            keep(rehearsal, by=Command(), watch=lambda _: bar)
        db.session.commit()
    except IntegrityError:
        raise click.ClickException(
            "The same rows were imported by somebody else just now. Nothing is changed; try again."
        ) from None


def write_report(outcome: Outcome, path: Path) -> None:
    """Write every row with all that was found in it."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        outcome.write_csv(out)


COMMANDS = (import_,)
