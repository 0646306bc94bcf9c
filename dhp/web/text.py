"""The one gate for text: whatever a person or a program sends passes here before it is kept."""

import re
import unicodedata

from dhp.errors import DomainError

LONGEST = 20_000  # characters, where a field names no limit of its own

# Characters that cannot be kept by every database, or that hide or turn the text around them.
_REFUSED = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls; tab and new line stay
    "\ud800-\udfff"  # halves of pairs
    "\u200b-\u200f\u2060-\u2064\ufeff\u180e"  # without width, and marks of direction
    "\u202a-\u202e\u2066-\u2069"  # overrides of direction
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "\U000e0000-\U000e007f"  # invisible tags
    "]"
)
_NEW_LINES = re.compile("\r\n?|\u2028|\u2029")


def clean_text(text: str, *, longest: int = LONGEST, field: str | None = None) -> str:
    """`text` in one normal form: composed characters and plain new lines.

    `longest` is in characters. Raises `DomainError`, beside `field`, for a text that is too long or
    holds a character that cannot be kept or seen.
    """
    if len(text) <= longest and text.isascii() and text.isprintable():
        return text  # most are, and files have very many
    plain = unicodedata.normalize("NFC", _NEW_LINES.sub("\n", text))
    hidden = _REFUSED.search(plain)
    if hidden:
        raise DomainError(_hidden_message(plain, hidden.start()), field)
    if len(plain) > longest:
        raise DomainError(_too_long(len(plain) - longest, longest), field)
    return plain


def required(text: str, longest: int, field: str, missing: str) -> str:
    """`text` through the gate and stripped; raises `DomainError` beside `field`, `missing` for a blank."""
    plain = clean_text(text, longest=longest, field=field).strip()
    if not plain:
        raise DomainError(missing, field)
    return plain


def number_in(text: str | None, *, digits: int) -> int | None:
    """The whole number that `text` writes, in so many plain digits at the most; None for all else."""
    plain = text is not None and text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if text is not None and plain else None


def _too_long(over: int, longest: int) -> str:
    if over == 1:
        return f"Shorten this by 1 character: it can hold {longest:,}."
    return f"Shorten this by {over:,} characters: it can hold {longest:,}."


def _hidden_message(text: str, place: int) -> str:
    before = _REFUSED.sub("", text[max(0, place - 20) : place]).strip()
    where = f"after “{before}”" if before else "at the start"
    return f"There is a hidden character {where}. Delete that part and type it again."
