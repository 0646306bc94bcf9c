"""Days and instants of an address or a form: read as people or reports write them, and put in words."""

from datetime import date, datetime

from dhp.calendar import LONDON, long_date, long_instant, now, read_long_date, read_long_instant
from dhp.errors import DomainError

EXACTLY = "_exactly"  # after the name of an instant that words tell only to the minute
_FIRST_YEAR = 1900


def day_in(text: str) -> date | None:
    """The day that `text` names, as 2025-04-01, 1/4/2025 or 1 April 2025; None for a blank."""
    if not text:
        return None
    try:
        day = _read_day(text)
        if day.year < _FIRST_YEAR:
            raise ValueError
        return day
    except (TypeError, ValueError, OverflowError):
        raise DomainError(
            "Write a real day, such as 1/4/2025 or 1 April 2025, in 1900 or later."
        ) from None


def instant_in(text: str) -> datetime:
    """An instant that is not to come, in London where no zone is given; the present one for a blank."""
    if not text:
        return now()
    try:
        instant = _read_instant(text)
    except ValueError:
        raise DomainError("Write a day and a time, such as 19/11/2025 23:59.") from None
    if instant.year < _FIRST_YEAR:
        raise DomainError(f"Nothing was known before {_FIRST_YEAR}. Write a later day.")
    if instant > now():
        raise DomainError("Nothing is known of a time to come. Leave it empty for now.")
    return instant


def day_in_words(text: str) -> str:
    """A day of an address as people write it; as it is where it is none."""
    try:
        day = day_in(text)
    except DomainError:
        return text
    return long_date(day) if day else ""


def instant_in_words(text: str) -> str:
    """An instant of an address as people write it, to the minute; as it is where it is none."""
    try:
        return long_instant(_read_instant(text)) if text else ""
    except ValueError:
        return text


def exact(typed: str, exactly: str) -> str:
    """The instant to the last digit, where the words that the page gave for it still stand."""
    return exactly if exactly and instant_in_words(exactly) == typed else typed


def _read_day(text: str) -> date:
    if " " in text:
        return read_long_date(text)
    parts = text.replace("-", "/").split("/")
    if text.count("/") == 2:
        parts.reverse()
    return date(*map(int, parts))


def _read_instant(text: str) -> datetime:
    """As 19/11/2025 23:59, in words, or as addresses have it. Raises `ValueError` for another text."""
    if "/" in text:
        return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=LONDON)
    try:
        # An address may have lost its plus sign to a blank.
        instant = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        return read_long_instant(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=LONDON)
