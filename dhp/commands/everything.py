"""Commands by which the whole record leaves as open files, and comes back."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from dhp.audit.trail import Command
from dhp.coding.codebook import csv_file
from dhp.coding.codebook.models import CodebookVersion
from dhp.coding.codebook.reading import book
from dhp.coding.codebook.rows import rows_of
from dhp.commands.files import import_
from dhp.errors import DomainError
from dhp.exchange.everything.leaving import Left, Paper, Tick, leave
from dhp.exchange.everything.restoring import restore
from dhp.extensions import db
from dhp.reports.library.stored import stored
from dhp.reports.models import Run
from dhp.reports.pdf.rendering import render_pdf
from dhp.reports.reading import read_document

export = AppGroup("export", help="Take the record away as files.")


@export.command("everything")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def leave_with_everything(folder: Path) -> None:
    """Write all that the record holds into DIR, in open formats and in plain text.

    DIR is made, or is empty. What identifies people is not encrypted in it: keep it safe.
    """
    with _told("Leaving") as tick:
        left = leave(folder, _papers, by=Command(), tick=tick)
    _sum_up(left, f"Written to {folder}.")
    click.echo("It holds names and narratives in plain text. Keep it on an encrypted disk.")


@import_.command("everything")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
def restore_everything(folder: Path) -> None:
    """Restore what was left in DIR into an empty database: all of it, or nothing."""
    with _told("Restoring") as tick:
        left = restore(folder, tick=tick)
        db.session.commit()
    _sum_up(left, "Restored. Every row is as it was left, and the trail is sound.")


def _papers() -> Iterator[Paper]:
    """The codebook in each of its versions, and every report that was issued."""
    for number in db.session.scalars(
        select(CodebookVersion.number).order_by(CodebookVersion.number)
    ):
        text = "\ufeff" + csv_file.written(rows_of(book(number)))
        yield Paper(f"codebook/version-{number}.csv", text.encode)
    issued = select(Run).where(Run.issued_at.is_not(None)).order_by(Run.id)
    for run in db.session.scalars(issued):
        yield Paper(f"reports/{run.ref}/report.json", run.content.encode)
        yield Paper(f"reports/{run.ref}/report.pdf", partial(_pdf, run))


def _pdf(run: Run) -> bytes:
    return render_pdf(read_document(stored(run)))


@contextmanager
def _told(label: str) -> Iterator[Tick]:
    """A progress bar on a terminal and nothing in a pipe; what is refused ends the command."""
    hidden = not sys.stderr.isatty()
    try:
        with click.progressbar(length=1, label=label, file=sys.stderr, hidden=hidden) as bar:

            def tick(done: int, of: int) -> None:
                bar.length = of
                bar.update(done - bar.pos)

            yield tick
    except DomainError as error:
        raise click.ClickException(error.message) from error
    finally:
        db.session.rollback()


def _sum_up(left: Left, first: str) -> None:
    click.echo(first)
    rows = sum(left.manifest.rows.values())
    click.echo(f"{rows:,} rows in {len(left.manifest.rows)} tables.")
    click.echo(f"Keep this elsewhere: trail {left.manifest.trail}")
    click.echo(f"and the SHA-256 of SHA256SUMS: {left.sums}")


COMMANDS = (export,)
