"""The life of a version: opening one for changes, putting it into force, or starting it over."""

from sqlalchemy import func, or_, select, update

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import now
from dhp.coding.codebook.editing import hold_open
from dhp.coding.codebook.models import CodebookVersion, CodeMapping, CodeVersion
from dhp.coding.codebook.rules import VersionState
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.web.text import clean_text

LONGEST_NOTE = 2_000  # characters


def open_version(*, by: Actor) -> CodebookVersion:
    """Open the next version for changes. Coders go on with the one in force until it is published.

    Raises `Refused` while one is open.
    """
    numbers = select(CodebookVersion).order_by(CodebookVersion.number).with_for_update()
    known = db.session.scalars(numbers).all()
    if any(version.state is VersionState.OPEN for version in known):
        raise Refused("A version is open already. Go on with that one.")
    number = known[-1].number + 1 if known else 1
    version = CodebookVersion(number=number, opened_by=by.ref, opened_at=now())
    db.session.add(version)
    db.session.flush()
    trail.record(Act.CODEBOOK_OPENED, by=by, about=f"codebook-{number}")
    return version


def publish(note: str, *, by: Actor) -> CodebookVersion:
    """Put the open version into force for every pass that begins from now on.

    `note` says what changed, for whoever reads a trend across it. Raises `DomainError` for a blank
    note and `Refused` where nothing has changed.
    """
    version = hold_open()
    words = clean_text(note, longest=LONGEST_NOTE, field="note").strip()
    if not words:
        raise DomainError("Say what changed, so that a break in a trend can be understood.", "note")
    if not changes(version.number):
        raise Refused("Nothing has changed yet, so there is nothing to publish.")
    version.note, version.state = words, VersionState.PUBLISHED
    version.published_by, version.published_at = by.ref, now()
    db.session.flush()
    trail.record(Act.CODEBOOK_PUBLISHED, by=by, about=f"codebook-{version.number}")
    return version


def start_over(*, by: Actor) -> None:
    """Give up every change of the open version, which stays open and reads as the one before it.

    The words that were tried are kept, and were never in force.
    """
    version = hold_open()
    number = version.number
    undone = changes(number)
    tried, kept = CodeVersion.since == number, CodeVersion.since < number
    never = {"ending": None, "ended_by": None, "ended_at": None}
    db.session.execute(update(CodeVersion).where(tried).values(until=number, **never))
    db.session.execute(
        update(CodeVersion).where(kept, CodeVersion.until == number).values(until=None, **never)
    )
    ways = update(CodeMapping).where(CodeMapping.version == number)
    db.session.execute(ways.where(CodeMapping.undone_at.is_(None)).values(undone_at=now()))
    db.session.flush()
    trail.record(Act.CODEBOOK_STARTED_OVER, by=by, about=f"codebook-{number}", changes=undone)


def changes(number: int) -> int:
    """How many wordings came in or ended with the version numbered `number`."""
    came = CodeVersion.since == number
    stays = or_(CodeVersion.until.is_(None), CodeVersion.until > number)
    ended = CodeVersion.until == number
    statement = select(func.count(CodeVersion.id)).where(
        or_(came & stays, ended & (CodeVersion.since < number))
    )
    return db.session.scalar(statement) or 0
