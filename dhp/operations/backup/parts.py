"""The named parts of a backup within its stream: each a name and its bytes, in pieces."""

import struct
from collections.abc import Iterable, Iterator

from dhp.errors import Refused
from dhp.operations.backup.sealing import Seal

MANIFEST = "manifest"
PIECE = 1 << 20  # bytes
_LENGTH = struct.Struct(">I")
_DAMAGED = "The backup is damaged. Take another copy of it."


def write_part(seal: Seal, name: str, pieces: Iterable[bytes]) -> None:
    """Write one part."""
    _put(seal, name.encode())
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            _put(seal, piece[start : start + PIECE])
    _put(seal, b"")


def read_parts(stream: Iterator[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each part's name and its pieces, to be read before the next one is asked for."""
    lengths = _Lengths(stream)
    while (name := lengths.next()) is not None:
        pieces = lengths.until_empty()
        yield name.decode(), pieces
        for _ in pieces:  # what the caller left unread
            pass


class _Lengths:
    """The stream cut into what was put into it."""

    def __init__(self, stream: Iterator[bytes]) -> None:
        self._stream = stream
        self._held = bytearray()

    def next(self) -> bytes | None:
        """The next piece; None at the end."""
        head = self._take(_LENGTH.size, may_end=True)
        if head is None:
            return None
        (size,) = _LENGTH.unpack(head)
        return self._take(size)

    def until_empty(self) -> Iterator[bytes]:
        """The pieces up to the empty one that ends a part."""
        while piece := self.next():
            yield piece
        if piece is None:
            raise Refused(_DAMAGED)

    def _take(self, size: int, *, may_end: bool = False) -> bytes | None:
        while len(self._held) < size:
            more = next(self._stream, None)
            if more is None:
                if may_end and not self._held:
                    return None
                raise Refused(_DAMAGED)
            self._held += more
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken


def _put(seal: Seal, piece: bytes) -> None:
    seal.write(_LENGTH.pack(len(piece)))
    seal.write(piece)
