"""Commands about tables: which measures there are, and one table of one of them."""

import csv
import io
import json
from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from dhp.calendar import now
from dhp.commands.reports import Instant
from dhp.errors import DomainError
from dhp.reports.document import Edition
from dhp.statistics.measures import MEASURES, Question, lay_out
from dhp.statistics.releases.queries import cleared_with_ledger
from dhp.statistics.tables import ClearedTable, Laid, Table
from dhp.web.spreadsheets import as_text

tables = AppGroup("tables", help="Measures laid out as tables, as reports print them.")
DAY = click.DateTime(["%Y-%m-%d"])


@tables.command("list")
def list_measures() -> None:
    """Name every measure, what it counts, and its version."""
    for one in MEASURES.values():
        click.echo(f"{one.name:<20} {one.number:<4} {one.title}. {one.unit}. Version {one.version}")


@tables.command("show")
@click.argument("measure")
@click.option("--by", default="", help="What rows, and columns, tell apart: CODE or CODE,CODE.")
@click.option("--where", multiple=True, metavar="CODE=VALUE", help="Only what has this value.")
@click.option("--from", "start", type=DAY, help="The first day that counts.")
@click.option(
    "--to", "end", type=DAY, help="The last day that counts; the day of --as-at if not given."
)
@click.option("--as-at", type=Instant(), help="Whose knowledge is shown; now, if not given.")
@click.option("--before", type=Instant(), help="The earlier instant, for what changed since.")
@click.option("--edition", type=click.Choice([one.value for one in Edition]), default="restricted")
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json")
def show(measure: str, edition: str, form: str, **asked: Any) -> None:
    """Show the table of MEASURE, one of those that `flask tables list` names."""
    try:
        table = lay_out(measure, _question(**asked))
        laid = table if edition == Edition.RESTRICTED else _cleared(table)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(_csv(laid) if form == "csv" else _json(laid), nl=False)


def _question(
    by: str,
    where: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    as_at: datetime | None,
    before: datetime | None,
) -> Question:
    return Question(
        as_at or now(),
        tuple(name.strip() for name in by.split(",") if name.strip()),
        tuple(map(_pair, where)),
        start.date() if start else None,
        end.date() if end else None,
        before,
    )


def _cleared(table: Table) -> ClearedTable:
    """The table as everybody may see it, protected against all that was issued of it before."""
    try:
        return cleared_with_ledger([table]).tables[0]
    except ValueError as error:
        raise DomainError(f"This table cannot be cleared for sharing: {error}") from error


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise DomainError(f"Write --where as CODE=VALUE, such as type=iph, not “{text}”.")
    return name.strip(), value.strip()


def _json(table: Laid) -> str:
    return json.dumps(table.to_data(), indent=2, allow_nan=False, ensure_ascii=False) + "\n"


def _csv(table: Laid) -> str:
    """The cells as they are shown, one row a group. What has to be said of them is in the JSON."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["key", table.row_head, *(column.label for column in table.columns)])
    for row in table.rows:
        shown = (row.cells[column.key].shown for column in table.columns)
        writer.writerow([row.key, as_text(row.label), *shown])
    return lines.getvalue()


COMMANDS = (tables,)
