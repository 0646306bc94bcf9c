"""Commands about definitions: which there are, and what one would change."""

import sys

import click
from flask.cli import AppGroup

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import long_date
from dhp.cases.judging.crossings import Crossed, count_options, crossed
from dhp.cases.judging.replay import ALL_CASES, Outcome, case_count, outcome_of, replay
from dhp.definitions import DEFINITIONS
from dhp.dictionary.schemes import SCHEMES
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
        outcome = outcome_of(list(judged))
    trail.record_read(
        Act.CASES_LISTED,
        by=trail.Command(),
        about=outcome.refs,
        definition=name,
        judged=outcome.judged,
    )
    _tell(name, outcome)


@definitions.command("schemes")
@click.argument("name", required=False, type=click.Choice(list(SCHEMES)))
def show_schemes(name: str | None) -> None:
    """Show what falls into which category of other people's schemes, or of NAME, and what does not.

    Numbers are answers in the cases that are classified as in scope.
    """
    counted = count_options(ALL_CASES)
    trail.record_read(
        Act.CASES_LISTED,
        by=trail.Command(),
        about=(),
        scheme=name or "all",
        counted=counted.cases,
    )
    click.echo(f"Cases in scope: {counted.cases:,}. Numbers are answers in them.")
    for scheme in SCHEMES.values():
        if name in (None, scheme.name):
            click.echo(f"\n{scheme.title} ({scheme.name}, {scheme.version})")
            for one in crossed(scheme, counted):
                _tell_crossed(one)


def _tell_crossed(one: Crossed) -> None:
    check = "" if one.crossing.confirmed else " (not confirmed at a source)"
    click.echo(f"\n  {one.crossing.variable} from {one.characteristic.code}{check}")
    for kept in one.kept:
        place = kept.category.label if kept.category else "does not map"
        click.echo(f"  {kept.answers:>7,}  {kept.option.label} -> {place}")
    for category in one.empty:
        click.echo(f"           {category.label}: none of our answers falls here")


def _tell(name: str, outcome: Outcome) -> None:
    click.echo(f"{outcome.judged:,} cases judged under {name}. Nothing was changed.")
    click.echo(f"{outcome.same:,} as they stand.")
    if outcome.unjudged:
        click.echo(f"{outcome.unjudged:,} that nobody has judged yet.")
    click.echo(f"{outcome.changed:,} would change.")
    for move in outcome.moves:
        click.echo(f"{len(move.refs):>7,}  {move.before} -> {move.after}")
    for move in outcome.moves:
        for ref in move.refs:
            click.echo(f"{shown_reference(ref)}  {move.before} -> {move.after}")


COMMANDS = (definitions,)
