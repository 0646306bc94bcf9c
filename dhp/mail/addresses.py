"""What may stand in the head of a message: one plain address, one plain line."""

import re

from dhp.errors import DomainError

_LONGEST = 254  # characters of an address
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")


def check_address(address: str, field: str | None = None) -> str:
    """`address` if it is one plain e-mail address; raises `DomainError`, beside `field`.

    Comments, quotes, lists and anything outside ASCII are refused: nothing in an address can end
    its line or name a second recipient.
    """
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise DomainError("Enter one e-mail address, like name@example.police.uk.", field)
    return address


def check_line(text: str, longest: int) -> str:
    """`text` if it is one line of visible characters, at most `longest`; raises ValueError."""
    if not text or len(text) > longest or not text.isprintable():
        raise ValueError("A subject is one short line of visible characters.")
    return text
