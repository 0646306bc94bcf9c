"""Rows as PostgreSQL copies them out: counted, added up whatever their order, and read."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ALL = 1 << 128
_ESCAPED = re.compile(rb"\\(.)")
_MEANING = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


@dataclass
class Tally:
    """How many rows there were, and the sum of their digests: the same for the same rows.

    It finds what was lost or changed by accident. Whether somebody meddled, the encryption tells.
    """

    rows: int = 0
    _sum: int = 0

    def count(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces as they come, each row counted on the way."""
        for piece in pieces:
            yield piece
            for line in lines_of(piece):
                digest = hashlib.sha256(line).digest()
                self._sum = (self._sum + int.from_bytes(digest[:16])) % _ALL
                self.rows += 1

    @property
    def sum(self) -> str:
        """The sum, in hexadecimal."""
        return f"{self._sum:032x}"


def whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end with a line; a row is never cut."""
    held = b""
    for piece in pieces:
        held += piece
        end = held.rfind(b"\n") + 1
        if end:
            yield held[:end]
            held = held[end:]
    if held:
        yield held


def lines_of(piece: bytes) -> Iterator[bytes]:
    """The lines of a piece that ends with one, each without its end."""
    yield from piece.removesuffix(b"\n").split(b"\n") if piece else ()


def values_of(line: bytes) -> list[str]:
    """The values of a row, as texts."""
    return [_ESCAPED.sub(_meant, value).decode() for value in line.split(b"\t")]


def _meant(found: re.Match[bytes]) -> bytes:
    return _MEANING.get(found[1], found[1])
