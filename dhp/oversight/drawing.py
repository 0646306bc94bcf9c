"""Reads that the weekly lot fell on: which wait for a supervisor, and what the supervisor found."""

from sqlalchemy import Select, select

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.existing import the_one
from dhp.extensions import db
from dhp.oversight.models import Conclusion, DrawnRead


def drawn_for(supervisor: User) -> Select[DrawnRead]:
    """The drawn reads that `supervisor` has not looked at."""
    return select(DrawnRead).where(
        DrawnRead.supervisor == supervisor.ref, DrawnRead.looked_at.is_(None)
    )


def waiting_for(supervisor: User) -> list[DrawnRead]:
    """Those reads, oldest first."""
    return list(db.session.scalars(drawn_for(supervisor).order_by(DrawnRead.seq)))


def drawn_with(ref: str, supervisor: User) -> DrawnRead:
    """The drawn read with this reference, if it is for `supervisor`. Raises `Absent`."""
    statement = select(DrawnRead).where(
        DrawnRead.ref == ref, DrawnRead.supervisor == supervisor.ref
    )
    return the_one(statement, ref)


def look(read: DrawnRead, conclusion: Conclusion, words: str, *, by: User) -> None:
    """Keep what the supervisor `by` found. Raises `DomainError` for a concern without words."""
    if read.looked_at is not None:
        raise Refused("You looked at this read before. What you found then is kept.")
    if conclusion is Conclusion.CONCERN and not words.strip():
        raise DomainError("Say what the concern is and whom you passed it on to.", "words")
    read.conclusion, read.words, read.looked_at = conclusion, words.strip() or None, now()
    about = (read.ref, read.reader)
    trail.record(Act.READ_CONFIRMED, by=by, about=about, conclusion=conclusion.value)
