"""Telling people by mail what became of an account: counts and where to look, never a name."""

from datetime import datetime

from dhp.accounts.models import User
from dhp.accounts.queries import leads
from dhp.extensions import db
from dhp.mail import outbox


def tell(user: User, subject: str, text: str, *, key: str, until: datetime | None = None) -> None:
    """Write to `user`. One message for each `key` and person; after `until` it is not sent."""
    outbox.post(
        to=user.email,
        subject=subject,
        text=text,
        key=f"{key} {user.ref}",
        until=until,
        language=user.language,
    )


def tell_leads(subject: str, text: str, *, key: str, but: User | None = None) -> None:
    """Write to every lead who is here, except `but`."""
    for lead in db.session.scalars(leads().order_by(User.id)):
        if lead != but:
            tell(lead, subject, text, key=key)
