"""The command that does what is due: for a timer on every machine."""

import click
from flask.cli import with_appcontext

from dhp.calendar import now
from dhp.duties import run_due
from dhp.rhythm.mailing import send_mail


@click.command("due")
@with_appcontext
def due() -> None:
    """Do whatever is due now. Safe to run at any time, and on several machines at once.

    Ends with 1 when something failed; that is tried again at the next run.
    """
    outcome = run_due(now())
    for name, key in outcome.done:
        click.echo(f"Done: {name} {key}")
    for name, key in outcome.failed:
        click.echo(f"Failed, and tried again at the next run: {name} {key}".rstrip(), err=True)
    tally = send_mail()
    if tally.sent:
        click.echo(f"Messages sent: {tally.sent}")
    if tally.troubled:
        click.echo(f"Messages that met trouble: {tally.troubled}. See the page “Mail”.", err=True)
    if outcome.failed:
        raise SystemExit(1)


COMMANDS = (due,)
