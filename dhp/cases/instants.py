"""An instant as an address or a form names it, for reading the record as at that instant."""

from datetime import datetime

from dhp.calendar import LONDON, now
from dhp.errors import DomainError


def instant_in(text: str) -> datetime:
    """The instant that `text` names: London time, `2026-03-01T12:00`, unless it gives a zone.

    Raises `DomainError` for anything else, and for the future, of which nothing is recorded.
    """
    try:
        instant = datetime.fromisoformat(text.strip())
        instant = instant.replace(tzinfo=LONDON) if instant.tzinfo is None else instant
        later = instant > now()
    except (ValueError, OverflowError):
        raise DomainError("Give a date and a time, like 2026-03-01T12:00.") from None
    if later:
        raise DomainError("Give a time in the past: nothing is recorded of the future.")
    return instant
