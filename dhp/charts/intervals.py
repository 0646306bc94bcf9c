"""Dots with intervals: for each line a share or a rate, how sure it is, and both in words."""

import math
from dataclasses import dataclass
from typing import ClassVar, Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, String
from reportlab.lib.colors import Color

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.fonts import BOLD, REGULAR, drawable, lines_of, width_of
from dhp.charts.plot import ticks

_ENDS = (0.1, 0.25, 0.5, 1.0)  # where the scale of shares may end
_STEPS = 5


@dataclass(frozen=True)
class Interval:
    """One line: its label, a share (0 to 1) or a rate with the ends of its interval, and its words.

    `value` is None where there is nothing to draw; the words then say why.
    """

    label: str
    value: float | None
    low: float = 0.0
    high: float = 0.0
    words: str = ""


@dataclass(frozen=True)
class Intervals(Chart):
    """Dots on lines, on one scale from 0. `across` names the lines, `measure` what is measured.

    `scale` is `share` for shares of a whole, and `rate` for anything from 0 upwards.
    """

    across: str
    measure: str
    rows: tuple[Interval, ...]
    scale: Literal["share", "rate"] = "share"

    kind: ClassVar[str] = "intervals"

    def __post_init__(self) -> None:
        """Refuse a value outside its interval, and an interval that leaves the scale."""
        most = 1 if self.scale == "share" else math.inf
        for row in self.rows:
            if row.value is not None and not 0 <= row.low <= row.value <= row.high <= most:
                raise ValueError(f"{row.label}: {row.value} does not lie in its interval.")

    def data(self) -> Told:
        """The same as a table: its heads, then its rows, all in words."""
        return (self.across, self.measure), tuple((row.label, row.words) for row in self.rows)

    def alternative(self) -> str:
        """What the picture shows, in words."""
        told = "; ".join(f"{row.label}: {row.words}" for row in self.rows)
        return f"{self.measure}, a dot with its interval for each. {told or 'No line'}."

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The picture, `width` wide, its letters `size` high, as high as its lines need.

        `height` is not asked for.
        """
        labels = [_label_lines(row, width, size) for row in self.rows]
        heights = [size * (1.2 * len(lines) + 1.7) for lines in labels]
        tall, foot = sum(heights) + size * 2, size * 1.8
        drawing = Drawing(width, tall)
        marks = self._marks()
        end, left, right = marks[-1][0], size * 1.5, width - size * 1.5
        for value, words in marks:
            x = left + (right - left) * value / end
            _stroke(drawing, (x, foot, x, tall), palette.GRID, size / 16)
            _words(drawing, words, x, size * 0.5, size, anchor="middle")
        top = tall
        for row, lines, high in zip(self.rows, labels, heights, strict=True):
            y = top
            for line in lines:
                y -= size * 1.2
                _plate(drawing, line, 0, y + size * 0.2, size)
            _plate(drawing, row.words, width, y + size * 0.2, size, end=True)
            if row.value is not None:
                scale = (right - left) / end
                low, dot, far = (left + scale * v for v in (row.low, row.value, row.high))
                _dot(drawing, (low, dot, far), y - size * 0.6, size)
            top -= high
        return drawing

    def _marks(self) -> list[tuple[float, str]]:
        """Where the scale has its lines, and what is written under them."""
        highest = max((row.high for row in self.rows if row.value is not None), default=0)
        if self.scale != "share":
            return [(tick, f"{tick:,}") for tick in ticks(highest)]
        end = next(end for end in _ENDS if highest <= end)
        steps = [end * step / _STEPS for step in range(_STEPS + 1)]
        return [(step, f"{100 * step:g}%") for step in steps]


def _label_lines(row: Interval, width: int, size: float) -> list[str]:
    room = width - width_of(drawable(row.words), size, BOLD) - size
    return lines_of(row.label, size, room) or [""]


def _dot(drawing: Drawing, across: tuple[float, float, float], y: float, size: float) -> None:
    low, dot, high = across
    _stroke(drawing, (low, y, high, y), palette.BLUE, size / 5)
    for x in (low, high):
        _stroke(drawing, (x, y - size * 0.3, x, y + size * 0.3), palette.BLUE, size / 8)
    drawing.add(Circle(dot, y, size * 0.36, fillColor=palette.NAVY, strokeColor=None))


def _stroke(
    drawing: Drawing, ends: tuple[float, float, float, float], colour: Color, wide: float
) -> None:
    drawing.add(Line(*ends, strokeColor=colour, strokeWidth=wide))


def _plate(
    drawing: Drawing, text: str, x: float, y: float, size: float, *, end: bool = False
) -> None:
    """Words over the lines of the scale."""
    if text:
        _words(drawing, text, x, y, size, anchor="end" if end else "start", bold=end)


def _words(
    drawing: Drawing,
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    anchor: Literal["start", "middle", "end"],
    bold: bool = False,
) -> None:
    word = String(round(x, 1), round(y * 2) / 2, drawable(text), fontSize=size)
    word.fontName = BOLD if bold else REGULAR
    word.fillColor = palette.INK if bold or anchor == "start" else palette.QUIET
    word.textAnchor = anchor
    drawing.add(word)
