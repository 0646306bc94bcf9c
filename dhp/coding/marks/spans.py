"""Places in a text, counted in Unicode code points: its sentences, and the pieces marks cut it into.

Python counts code points, browsers count halves of pairs beyond U+FFFF. Pages therefore name the
place of every piece, and the script counts code points from there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# A sentence ends after its stop, with the quotes and blanks that follow, or with its line.
_END = re.compile(r"[.!?]+[\"'”’)\]]*(?:\s+|$)|\n+")


@dataclass(frozen=True)
class Span:
    """From `starts` up to but without `ends`, in code points of one text."""

    starts: int
    ends: int


@dataclass(frozen=True)
class Piece:
    """A stretch of text without a border inside.

    `marks` are the places, in the list of marks, of those that cover it, `ending` of those that
    also end with it.
    """

    starts: int
    text: str
    marks: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """One sentence with the blanks after it, as pieces; `words` is its span without the blanks."""

    words: Span
    pieces: tuple[Piece, ...]


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order; together they are the whole text."""
    found, start = [], 0
    for end in _END.finditer(text):
        if text[start : end.end()].strip():
            found.append(Span(start, end.end()))
            start = end.end()
    if start < len(text):
        found.append(Span(start, len(text)))
    return found


def trimmed(text: str, span: Span) -> Span:
    """`span` without the blanks at its ends; as it is where it holds nothing else."""
    words = text[span.starts : span.ends]
    if not words.strip():
        return span
    starts = span.starts + len(words) - len(words.lstrip())
    return Span(starts, starts + len(words.strip()))


def laid_out(text: str, marked: Sequence[Span]) -> list[Sentence]:
    """`text` by sentences, cut wherever a sentence or one of `marked` begins or ends.

    Marks may overlap. The pieces put together are the text, character for character.
    """
    whole = sentences(text)
    borders = {0, len(text)}
    for span in (*whole, *marked):
        borders |= {span.starts, span.ends}
    cuts = sorted(borders)
    pieces = [_piece(text, Span(*ends), marked) for ends in pairwise(cuts)]
    return [
        Sentence(
            trimmed(text, sentence),
            tuple(one for one in pieces if sentence.starts <= one.starts < sentence.ends),
        )
        for sentence in whole
    ]


def _piece(text: str, span: Span, marked: Sequence[Span]) -> Piece:
    over = [n for n, one in enumerate(marked) if one.starts <= span.starts < one.ends]
    ending = [n for n in over if marked[n].ends == span.ends]
    return Piece(span.starts, text[span.starts : span.ends], tuple(over), tuple(ending))
