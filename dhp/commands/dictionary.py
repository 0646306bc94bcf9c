"""Commands about the dictionary: what a change of one question would touch."""

import click
from flask.cli import AppGroup

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.judging.answered import count_states
from dhp.cases.judging.replay import ALL_CASES
from dhp.dictionary import DICTIONARY
from dhp.impact.question import entry_named, touched_by

dictionary = AppGroup("dictionary", help="What may be recorded, and what a change would touch.")


@dictionary.command("impact")
@click.argument("question", type=click.Choice(list(DICTIONARY)), metavar="QUESTION")
def impact(question: str) -> None:
    """Show what uses QUESTION, by its code, and how often it is answered. Changes nothing."""
    entry, counted = entry_named(question), count_states(ALL_CASES, question)
    trail.record_read(
        Act.CASES_LISTED, by=trail.Command(), about=(), question=question, counted=counted.cases
    )
    click.echo(f"{question}: {entry.question}")
    click.echo(f"{counted.having:,} of {counted.cases:,} cases have an answer.")
    for state, count in counted.states.items():
        click.echo(f"{count:>7,}  {state.label}")
    for touched in touched_by(entry):
        click.echo(f"\n{touched.title}")
        for line in touched.lines or (touched.none,):
            click.echo(f"  {line}")


COMMANDS = (dictionary,)
