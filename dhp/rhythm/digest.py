"""The weekly digest: one message to each point of contact, on Monday, when something waits."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.queries import user_with
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import LONDON, end_of, london_date, london_time
from dhp.duties import Duty
from dhp.extensions import db
from dhp.mail import outbox
from dhp.rhythm import letters
from dhp.rhythm.standing import standing_for

MONDAY = 0  # as date.weekday() counts
AT_HOUR = time(8)  # London
# After Thursday's cut-off it would come too late for the week; the next Monday is near.
LAST_DAY = timedelta(days=3)


def monday_of(at: datetime) -> date | None:
    """The Monday (London) whose digests are due at `at` (aware); None outside that time."""
    today = london_date(at)
    monday = today - timedelta(days=today.weekday() - MONDAY)
    if london_time(at) < datetime.combine(monday, AT_HOUR, LONDON):
        return None
    return monday if today - monday <= LAST_DAY else None


def due(at: datetime) -> Iterator[str]:
    """A key for each active point of contact, from Monday at 8 in London to the end of Thursday."""
    monday = monday_of(at)
    if monday is None:
        return
    contacts = select(User.ref).where(User.role == RoleName.SPOC, User.is_active).order_by(User.ref)
    for ref in db.session.scalars(contacts):
        yield f"{monday.isoformat()} {ref}"


def write_digest(key: str, at: datetime) -> None:
    """Post the digest of one week to one person, unless nothing waits for that person's force.

    Raises `DomainError` where mail cannot be sent to the address of the account.
    """
    user = user_with(key.partition(" ")[2])
    counts = standing_for(user, at).counts
    if not counts:
        return
    monday = date.fromisoformat(key.partition(" ")[0])
    message = outbox.post(
        to=user.email,
        subject=letters.DIGEST_SUBJECT,
        text=letters.digest(counts),
        key=f"digest {key}",
        until=end_of(monday + LAST_DAY),
        language=user.language,
    )
    told = {kind.value: number for kind, number in counts.items()}
    about = (message.ref, user.ref)
    trail.record(
        Act.DIGEST_WRITTEN, by=trail.Command(), about=about, force=user.force_code, counts=told
    )


DIGEST = Duty("digest", due, write_digest)
