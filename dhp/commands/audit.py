"""Commands about the trail: whether it is sound, who saw a thing, what a person did, and copies of it."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from dhp.audit import proof, trail
from dhp.audit.acts import Act
from dhp.audit.anchors import new_key
from dhp.audit.chain import Finding
from dhp.audit.verifying import Part
from dhp.audit.witness import read_witness
from dhp.calendar import now, start_of
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.oversight.anchoring import anchor_now, public_keys
from dhp.oversight.leaving import Span, leave_trail
from dhp.oversight.tracing import Line, user_at, what_did, who_saw
from dhp.references import plain_reference, shown_reference

audit = AppGroup("audit", help="The trail: verify it, anchor it, and look things up in it.")
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@audit.command("verify")
@click.option(
    "--from", "first", type=click.IntRange(1), help="The first event; default: the first."
)
@click.option("--to", "last", type=click.IntRange(1), help="The last event; default: the last.")
@click.option("--anchors", type=_FOLDER, help="A folder of anchors that the trail must agree with.")
@click.option("--receipt", "receipts", multiple=True, type=_FILE, help="A saved receipt.")
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    metavar="NUMBER:HASH",
    help="A line that an earlier run printed and that was kept elsewhere. May be given again.",
)
@click.option("--key", "keys", multiple=True, help="A public key; default: those in the settings.")
def verify_trail(
    first: int | None,
    last: int | None,
    anchors: Path | None,
    receipts: tuple[Path, ...],
    witnesses: tuple[str, ...],
    keys: tuple[str, ...],
) -> None:
    """Walk the trail. Exit 0 sound, 1 broken, 2 not as anchored, 3 a gap, 4 cannot read."""
    try:
        bare = [read_witness(text) for text in witnesses]
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    public = keys or tuple(public_keys())
    try:
        kept = proof.outside(anchors, receipts, bare, public)
    except ValueError as error:
        finding = Finding(proof.CANNOT_READ, str(error))
    except OSError as error:
        finding = Finding(proof.CANNOT_READ, f"{error.filename} cannot be read. Check its path.")
    else:
        finding = proof.prove(kept, Part(first, last))
    click.echo(finding.message, err=finding.code != 0)
    if finding.code == 0 and finding.events:
        click.echo(f"Keep this outside the service: {finding.events}:{finding.head}")
    if finding.code != proof.CANNOT_READ:
        _note_verified(finding)
    raise SystemExit(finding.code)


@audit.command("anchor")
def anchor() -> None:
    """Write an anchor of the trail as it is now to the anchor store, signed."""
    try:
        made = anchor_now(now())
        db.session.commit()
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(made.line)


@audit.command("anchor-key")
def make_anchor_key() -> None:
    """Print a new pair of keys for anchors. Keep the private one with the job that signs alone."""
    private, public = new_key()
    click.echo(f"DHP_ANCHOR_KEY={private}")
    click.echo(f"DHP_ANCHOR_PUBLIC_KEYS={public}")


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


@audit.command("export")
@click.option("--for", "recipient", required=True, type=click.Choice(["ico", "force", "court"]))
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day; default: all.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; default: today.")
@click.option("--out", "folder", required=True, type=_FOLDER)
def export_trail(
    recipient: str, since: datetime | None, until: datetime | None, folder: Path
) -> None:
    """Write the events of some days in open formats, with what is needed to verify them."""
    span = Span(
        start_of(since.date()) if since else None, until.date() if until else None, recipient
    )
    try:
        left = leave_trail(folder, span, by=trail.Command())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{left.events} events are in {folder}.")


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
