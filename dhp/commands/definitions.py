"""Commands about definitions: which there are, and what one would change."""

import sys
from collections import Counter

import click
from flask.cli import AppGroup

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import long_date
from dhp.cases.replay import Rejudged, case_count, replay
from dhp.cases.wording import NOT_JUDGED
from dhp.definitions import DEFINITIONS
from dhp.references import shown_reference

definitions = AppGroup("definitions", help="What counts as what, and what a change would do.")


@definitions.command("list")
def list_definitions() -> None:
    """Name every definition, when it was used, and whose it is."""
    for definition in DEFINITIONS.values():
        since = long_date(definition.since) if definition.since else "the beginning"
        until = long_date(definition.until) if definition.until else "now"
        click.echo(f"{definition.name:<15} {definition.title}")
        click.echo(f"{'':<15} From {since} to {until}. Source: {definition.source}")


@definitions.command("replay")
@click.argument("name", type=click.Choice(list(DEFINITIONS)))
def replay_definition(name: str) -> None:
    """Judge every case anew under NAME and show what would change. Changes nothing."""
    with click.progressbar(
        replay(name), length=case_count(), label="Judging", hidden=not sys.stdout.isatty()
    ) as judged:
        found = list(judged)
    changed = [one for one in found if one.changes]
    trail.record_read(
        Act.CASES_LISTED,
        by=trail.Command(),
        about=[one.ref for one in changed],
        definition=name,
        judged=len(found),
    )
    _tell(name, found, changed)


def _tell(name: str, found: list[Rejudged], changed: list[Rejudged]) -> None:
    unjudged = sum(one.before == NOT_JUDGED for one in found)
    click.echo(f"{len(found):,} cases judged under {name}. Nothing was changed.")
    click.echo(f"{len(found) - len(changed) - unjudged:,} as they stand.")
    if unjudged:
        click.echo(f"{unjudged:,} that nobody has judged yet.")
    click.echo(f"{len(changed):,} would change.")
    moves = Counter((one.before, one.after) for one in changed)
    for (before, after), count in sorted(moves.items(), key=lambda move: (-move[1], move[0])):
        click.echo(f"{count:>7,}  {before} -> {after}")
    for one in changed:
        click.echo(f"{shown_reference(one.ref)}  {one.before} -> {one.after}")


COMMANDS = (definitions,)
