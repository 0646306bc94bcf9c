"""Commands for files that somebody answers for by name: returns of periods, and weekly figures."""

import csv
import sys
from collections.abc import Callable
from pathlib import Path

import click

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.commands.files import FILE, import_, may_write, templates, write_report
from dhp.context.actions import hold, keep
from dhp.context.rules import Source
from dhp.errors import DomainError
from dhp.exchange import captures_file
from dhp.exchange.reading.sheets import read_sheet
from dhp.exchange.returns.keeping import keep_returns
from dhp.exchange.returns.plan import rehearse_returns
from dhp.exchange.returns.template import COLUMNS, returns_template
from dhp.exchange.rows import Standing
from dhp.exchange.telling import MOST_SHOWN
from dhp.extensions import db
from dhp.oversight.tracing import user_at

_BY = click.option("--by", "email", help="Whose word it is, by e-mail address.", required=True)
_COMMIT = click.option("--commit", is_flag=True, help="Keep it. Without it nothing is changed.")


@templates.command("returns")
@click.option("--by", "email", help="Whose returns, by e-mail address; else the header alone.")
def returns_header(email: str | None) -> None:
    """Print the file of returns as CSV, with what is held of each period that waits."""
    rows = returns_template(_person(email, Permission.IMPORT_DEATHS)) if email else []
    csv.writer(sys.stdout, lineterminator="\n").writerows([COLUMNS, *rows])


@templates.command("captures")
@_BY
def captures_header(email: str) -> None:
    """Print the file of weekly figures as CSV, with a row for each force and strand."""
    click.echo(captures_file.template(_person(email, Permission.ENTER_CAPTURES)), nl=False)


@import_.command("returns")
@click.argument("file", type=FILE)
@_BY
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="A CSV file to write."
)
@_COMMIT
def returns(file: Path, email: str, report: Path | None, commit: bool) -> None:
    """Check a file of returns, and with --commit confirm all of its periods or none.

    Ends with 0 when every row is sound and with 1 when rows are refused.
    """
    sheet = read_sheet(file)
    with may_write(commit):
        by = _person(email, Permission.IMPORT_DEATHS)
        found = rehearse_returns(sheet, by)
        outcome = found.outcome
        if commit and not outcome.refused:
            _commit(lambda: keep_returns(found, by=by))
    if report is not None:
        write_report(outcome, report)
    _say_findings([one.sentence for one in outcome.refused])
    unchanged = len(outcome.having(Standing.UNCHANGED))
    click.echo(f"Returns to confirm: {outcome.new:,}. Rows that stand already: {unchanged:,}.")
    _say_what_next(commit, outcome.new)


@import_.command("captures")
@click.argument("file", type=FILE)
@_BY
@_COMMIT
def captures(file: Path, email: str, commit: bool) -> None:
    """Check a file of weekly figures, and with --commit keep all of its rows or none.

    Ends with 0 when every row is sound and with 1 when rows are refused.
    """
    data = file.read_bytes()[: captures_file.MOST_BYTES + 1]
    with may_write(commit):
        by = _person(email, Permission.ENTER_CAPTURES)
        if commit:
            hold(captures_file.plan(data, file.name, by).entries)
        found = captures_file.plan(data, file.name, by)
        if commit and not found.findings:
            _commit(lambda: keep(found.entries, by=by, source=Source.FILE))
    _say_findings([one.sentence for one in found.findings])
    new, replaced = found.number("New"), found.number("Replaces a figure")
    stands = found.number("Stands already")
    click.echo(f"New: {new:,}. Replaced: {replaced:,}. Standing already: {stands:,}.")
    _say_what_next(commit, new + replaced)


def _person(email: str, permission: Permission) -> User:
    """The person in whose name the command acts."""
    user = user_at(email)
    if user is None or not user.is_active or not user.may(permission):
        raise click.ClickException(f"Nobody with the address {email} may do this. Check --by.")
    return user


def _commit(act: Callable[[], object]) -> None:
    try:
        act()
    except DomainError as error:
        raise click.ClickException(error.message) from None
    db.session.commit()


def _say_findings(sentences: list[str]) -> None:
    """Say what is refused, and end there."""
    if not sentences:
        return
    for sentence in sentences[:MOST_SHOWN]:
        click.echo(sentence)
    if len(sentences) > MOST_SHOWN:
        click.echo(f"and {len(sentences) - MOST_SHOWN:,} more.")
    click.echo(f"Nothing is kept. Faults to correct: {len(sentences):,}.")
    raise SystemExit(1)


def _say_what_next(commit: bool, new: int) -> None:
    if not new:
        click.echo("Nothing in this file is new.")
    elif commit:
        click.echo("Kept.")
    else:
        click.echo("This was a rehearsal and nothing is changed. Add --commit to keep it.")


COMMANDS: tuple[click.Command, ...] = ()  # they hang on those of files
