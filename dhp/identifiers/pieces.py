"""A text in pieces, some of them marked with the number of their remark, for a page to draw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dhp.identifiers.kinds import Kind
from dhp.identifiers.reading import Remark


@dataclass(frozen=True)
class Piece:
    """Part of a text. `number` is that of its remark, 0 for a part without one.

    A remark on several things together marks no words of its own: it has an empty piece, at the end
    of its sentence.
    """

    text: str
    number: int = 0
    kind: Kind | None = None


def pieces(text: str, remarks: Sequence[Remark], first: int = 1) -> Iterator[Piece]:
    """`text` in pieces that add up to it; its `remarks`, in their order, are numbered from `first`."""
    place = 0
    for number, one in enumerate(remarks, first):
        start = one.end if one.kind is Kind.TOGETHER else one.start
        if start > place:
            yield Piece(text[place:start])
        yield Piece(text[start : one.end], number, one.kind)
        place = one.end
    if place < len(text):
        yield Piece(text[place:])
