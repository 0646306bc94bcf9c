"""Dates as an iCalendar file (RFC 5545), as calendar programs read them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from dhp.rhythm.dates import Entry

_LONGEST = 75  # bytes of a line, without its end
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_file(name: str, entries: Iterable[Entry], host: str, at: datetime) -> str:
    """A calendar called `name` with one whole-day event for each entry.

    `host` makes the events' identities unique, so that reading the file again adds nothing; `at`
    (aware) is when it was made.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(host)}//Dates//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, host, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: Entry, host: str, at: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.key}@{host}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(entry.words)}",
    ]
    if entry.note:
        lines.append(f"DESCRIPTION:{_text(entry.note)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 bytes, never inside a character; later ones begin with a space."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
