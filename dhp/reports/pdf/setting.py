"""Plain words broken into lines of a width, and put together again to be broken anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from dhp.charts.fonts import between_words, width_of


@dataclass(frozen=True)
class Line:
    """One line; `within_word` where it ends inside a word too long for the column."""

    text: str
    within_word: bool = False


def lines_for(text: str, font: str, size: float, width: float) -> list[Line]:
    """`text` set in `font` at `size` in lines no wider than `width`, all in points.

    A word wider than that is broken where it must be; text of no words is one empty line.
    """
    space = width_of(" ", size, font)
    lines: list[Line] = []
    now, used = "", 0.0
    for word in between_words(text):
        wide = width_of(word, size, font)
        if now and used + space + wide <= width:
            now, used = f"{now} {word}", used + space + wide
            continue
        if now:
            lines.append(Line(now))
        if wide > width:
            *broken, word = _broken(word, font, size, width)  # noqa: PLW2901  what is left of it
            lines += [Line(part, within_word=True) for part in broken]
            wide = width_of(word, size, font)
        now, used = word, wide
    return [*lines, Line(now)]


def rejoined(lines: Iterable[Line]) -> str:
    """The text of which `lines` were made."""
    return "".join(line.text if line.within_word else f"{line.text} " for line in lines).rstrip()


def _broken(word: str, font: str, size: float, width: float) -> list[str]:
    parts, used = [""], 0.0
    for character in word:
        wide = width_of(character, size, font)
        if parts[-1] and used + wide > width:
            parts.append("")
            used = 0.0
        parts[-1] += character
        used += wide
    return parts
