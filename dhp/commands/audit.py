"""Commands about the trail: whether it is sound, who saw a thing, what a person did."""

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.chain import Finding
from dhp.audit.queries import verify
from dhp.audit.witness import compare, read_witness
from dhp.extensions import db
from dhp.home.tracing import Line, user_at, what_did, who_saw
from dhp.references import plain_reference, shown_reference

audit = AppGroup("audit", help="The trail: verify it, and look things up in it.")
_CANNOT_READ = 4


@audit.command("verify")
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    metavar="NUMBER:HASH",
    help="A line that an earlier run printed and that was kept elsewhere. May be given again.",
)
def verify_trail(witnesses: tuple[str, ...]) -> None:
    """Walk the whole trail. Exit 0 sound, 1 broken, 2 not as witnessed, 3 a gap, 4 cannot read."""
    try:
        kept = [read_witness(text) for text in witnesses]
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    try:
        finding = verify()
        if finding.code == 0:
            finding = compare(finding, kept)
    except SQLAlchemyError as error:
        fault = type(getattr(error, "orig", None) or error).__name__
        finding = Finding(_CANNOT_READ, f"The trail cannot be read ({fault}). Check the database.")
    click.echo(finding.message, err=finding.code != 0)
    if finding.code == 0 and finding.events:
        click.echo(f"Keep this outside the service: {finding.events}:{finding.head}")
    if finding.code != _CANNOT_READ:
        _note_verified(finding)
    raise SystemExit(finding.code)


@audit.command("who-saw")
@click.argument("ref")
def show_who_saw(ref: str) -> None:
    """Tell every event that concerns the thing with reference REF, oldest first."""
    plain = plain_reference(ref)
    found = who_saw(plain)
    trail.record_read(
        Act.TRAIL_READ, by=trail.Command(), about=plain, question="who saw", found=len(found)
    )
    _tell(found, f"The trail holds nothing about {shown_reference(plain)}. Check the reference.")


@audit.command("what-did")
@click.argument("email")
def show_what_did(email: str) -> None:
    """Tell everything that the person with the e-mail address EMAIL did or read, oldest first."""
    user = user_at(email)
    if user is None:
        raise click.ClickException("No account has this e-mail address. Check how it is spelt.")
    found = what_did(user)
    trail.record_read(
        Act.TRAIL_READ, by=trail.Command(), about=user.ref, question="what did", found=len(found)
    )
    _tell(found, f"{user.name} has done nothing yet.")


def _tell(lines: list[Line], nothing: str) -> None:
    for line in lines:
        click.echo(line.sentence)
    if not lines:
        click.echo(nothing, err=True)


def _note_verified(finding: Finding) -> None:
    try:
        trail.record_read(
            Act.TRAIL_VERIFIED,
            by=trail.Command(),
            about=(),
            code=finding.code,
            events=finding.events,
        )
    except SQLAlchemyError:  # the finding matters more than its note
        db.session.rollback()
        click.echo("That the trail was verified could not be recorded.", err=True)


COMMANDS = (audit,)
