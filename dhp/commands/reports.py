"""Building reports from the command line."""

from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from dhp.calendar import LONDON, london_date, now
from dhp.calendar.clock import days_after
from dhp.errors import DomainError
from dhp.reports.actions import front_block
from dhp.reports.building import KINDS, Order, build, packs
from dhp.reports.document import Edition
from dhp.reports.files import write_files

KIND = click.Choice(list(KINDS))


class Instant(click.ParamType[datetime]):
    """An ISO instant; a London one where no zone is given."""

    name = "instant"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The aware instant, or a usage error that says how to write one."""
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no instant. Write it like 2026-11-19T23:59.", param, ctx)
        return instant if instant.tzinfo else instant.replace(tzinfo=LONDON)


@click.group()
def report() -> None:
    """Reports: build them into files."""


@report.command("kinds")
def kinds() -> None:
    """Name every kind of report in each edition, with the last day of its last whole period.

    A line each: the kind, the edition, that day, and whether it is for one `force` or for `all`.
    """
    today = london_date(now())
    for kind, contents in KINDS.items():
        last_whole = days_after(contents.period(today).start, -1)
        for_whom = "force" if contents.for_force else "all"
        for edition in sorted(contents.editions):
            click.echo(f"{kind} {edition} {last_whole.isoformat()} {for_whom}")


@report.command("build")
@click.argument("kind", type=KIND)
@click.option(
    "--ending", type=click.DateTime(["%Y-%m-%d"]), required=True, help="A day of the last period."
)
@click.option(
    "--as-at", type=Instant(), help="Whose knowledge is shown; the planned cut-off if not given."
)
@click.option(
    "--edition", type=click.Choice([one.value for one in Edition]), default=Edition.RESTRICTED.value
)
@click.option("--force", help="The code of the force that a force pack is for.")
@click.option("--all-forces", is_flag=True, help="A force pack for each force, in a folder each.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@with_appcontext
def build_files(
    kind: str,
    ending: datetime,
    as_at: datetime | None,
    edition: str,
    force: str | None,
    all_forces: bool,
    out: Path,
) -> None:
    """Write report.json, report.html and report.pdf of KIND into a folder."""
    day: date = ending.date()
    chosen = Edition(edition)
    front = front_block(current_app.config, current_app.config["UNIT_NAME"], chosen)
    if force and all_forces:
        raise click.UsageError("Give --force or --all-forces, not both.")
    order = Order(kind, day, front, as_at, edition=chosen, force=force)
    try:
        made = packs(order) if all_forces else iter([build(order)])
        for document in made:
            folder = out / document.force if all_forces else out
            for path in write_files(document, folder):
                click.echo(path)
    except DomainError as error:
        raise click.ClickException(error.message) from error


COMMANDS = (report,)
