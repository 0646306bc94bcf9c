"""A line of words as a typesetter sees it: in which typeface, in which shapes, in which order.

Latin, Greek, Cyrillic and Chinese are drawn as they are read. Indian scripts and letters with
loose marks are shaped; Arabic and Hebrew are shaped and run from the right. A stretch of them is
set apart from the English around it, as HTML's `bdi` does.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

import uharfbuzz

from dhp.charts.faces import fallback_for, has, is_joiner, known

_PLAIN_ORDER = {"liga": False, "dlig": False, "calt": False}  # a shape for every letter, if it can
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LAM_ALEF = {
    "\u0644\u0627": "\ufefb",
    "\u0644\u0622": "\ufef5",
    "\u0644\u0623": "\ufef7",
    "\u0644\u0625": "\ufef9",
}


@dataclass(frozen=True)
class Stroke:
    """What is drawn at once: codes of `font`, moved by `right` and `up`, `width` wide.

    The measures are in thousandths of the letter size.
    """

    font: str
    codes: str
    width: float
    right: float = 0.0
    up: float = 0.0


@dataclass(frozen=True)
class Stretch:
    """Words that are drawn together, from left to right on the paper, and read as `text`."""

    text: str
    strokes: tuple[Stroke, ...]
    shaped: bool = False
    from_right: bool = False

    @property
    def width(self) -> float:
        """The width in thousandths of the letter size."""
        return sum(stroke.width for stroke in self.strokes)


@lru_cache(maxsize=8192)
def stretches(text: str, font: str) -> tuple[Stretch, ...]:
    """`text`, one line, in the order of its drawing; `font` has its Latin letters."""
    runs = [(name, "".join(part)) for name, part in _runs(text, font)]
    return tuple(_ordered(runs, font))


def needs_lettering(text: str, font: str) -> bool:
    """Whether `text` has anything but letters that `font` draws one after the other."""
    if text.isascii():
        return False
    return any(not has(font, c) or unicodedata.combining(c) for c in text)


def runs_from_right(text: str) -> bool:
    """Whether some of `text` is read from right to left."""
    return not text.isascii() and any(_is_from_right(c) for c in text)


def typeface_of(character: str, font: str) -> str | None:
    """The typeface that draws `character`: `font` itself, a fallback, or None."""
    return font if has(font, character) else fallback_for(character)


def _runs(text: str, font: str) -> Iterator[tuple[str, Iterator[str]]]:
    """`text` in parts of one typeface each; marks and joiners stay with what they belong to."""
    text = "".join(c for c in text if not is_joiner(c) or typeface_of(c, font))
    chosen: list[str] = []
    for character in text:
        last = chosen[-1] if chosen else font
        clings = unicodedata.combining(character) or is_joiner(character)
        if clings and has(last, character):
            chosen.append(last)
        else:
            chosen.append(typeface_of(character, font) or font)
    pairs = zip(chosen, text, strict=True)
    for name, group in groupby(pairs, key=lambda pair: pair[0]):
        yield name, (character for _, character in group)


def _ordered(runs: list[tuple[str, str]], font: str) -> Iterator[Stretch]:
    """The runs with every part that is read from the right turned round."""
    waiting: list[tuple[str, str]] = []  # from the right, then what may lie between two such
    for run in runs:
        if runs_from_right(run[1]) or (waiting and not any(c.isalpha() for c in run[1])):
            waiting.append(run)
        else:
            yield from _turned(waiting)
            waiting = []
            yield _stretch(*run)
    yield from _turned(waiting)


def _turned(runs: list[tuple[str, str]]) -> Iterator[Stretch]:
    after: list[Stretch] = []
    while runs and not runs_from_right(runs[-1][1]):
        after.insert(0, _stretch(*runs.pop()))
    if runs:
        strokes: list[Stroke] = []
        for name, words in reversed(runs):
            if runs_from_right(words):
                strokes += _shaped(name, words)
            else:
                strokes += _stretch(name, _seen_from_right(words)).strokes
        text = "".join(words for _, words in runs)
        yield Stretch(text, tuple(strokes), shaped=True, from_right=True)
    yield from after


def _seen_from_right(words: str) -> str:
    """Spaces and signs between words from the right, as they stand on the paper."""
    if any(c.isdigit() for c in words):  # numbers keep their own order
        return words
    return words[::-1].translate(_MIRRORED)


def _stretch(name: str, words: str) -> Stretch:
    if any(unicodedata.combining(c) or is_joiner(c) for c in words) or _is_indic(words):
        return Stretch(words, tuple(_shaped(name, words)), shaped=True)
    return Stretch(words, (Stroke(name, words, known(name).plain_width(words)),))


def _shaped(name: str, words: str) -> Iterator[Stroke]:
    """The shapes of `words` in the order of the paper."""
    typeface = known(name)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(typeface.shaper, buffer, _PLAIN_ORDER)
    shapes = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = [*sorted({info.cluster for info, _ in shapes}), len(words)]
    ends = dict(pairwise(starts))
    widest = _widest(shapes)
    for number, (info, place) in enumerate(shapes):
        meaning = ""
        if number == widest[info.cluster]:
            meaning = words[info.cluster : ends[info.cluster]]
            if buffer.direction == "rtl":  # a copier of the file turns round what is from the right
                meaning = _LAM_ALEF.get(meaning, meaning[::-1])
        width = place.x_advance * typeface.unit
        code = typeface.code_of(info.codepoint, meaning, width)
        right, up = place.x_offset * typeface.unit, place.y_offset * typeface.unit
        yield Stroke(name, code, width, right, up)


def _widest(shapes: list[tuple[Any, Any]]) -> dict[int, int]:
    """The number of the widest shape of each cluster: the letter that the others belong to."""
    widest: dict[int, int] = {}
    for number, (info, place) in enumerate(shapes):
        held = widest.setdefault(info.cluster, number)
        if place.x_advance > shapes[held][1].x_advance:
            widest[info.cluster] = number
    return widest


def _is_from_right(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _is_indic(words: str) -> bool:
    return any(0x0900 <= ord(c) <= 0x0BFF for c in words)
