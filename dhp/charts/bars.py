"""Bars of shares: for each line how a whole divides into parts, with its number in words."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.fonts import BOLD, REGULAR, drawable, lines_of, width_of

_FILLS: tuple[Color, ...] = (palette.NAVY, palette.BLUE, palette.BAND, palette.PAPER)


@dataclass(frozen=True)
class Bar:
    """One line: its label, how many there are of each part, and what to write at its end."""

    label: str
    values: tuple[int, ...]
    words: str = ""


@dataclass(frozen=True)
class Bars(Chart):
    """Bars of one length, each divided into `parts`, at most four, in the order of the legend.

    `across` names what the lines are, `measure` what is counted. A line of nothing has no bar, only
    its words. The last part is drawn white with slanting lines, so that it reads without colour.
    """

    across: str
    measure: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]

    kind: ClassVar[str] = "bars"

    def __post_init__(self) -> None:
        if len(self.parts) > len(_FILLS):
            raise ValueError(f"Bars have at most {len(_FILLS)} parts.")
        if any(len(bar.values) != len(self.parts) or min(bar.values) < 0 for bar in self.bars):
            raise ValueError("Every bar needs one number, not below 0, for each part.")

    def data(self) -> Told:
        """The same numbers as a table: its heads, then its rows, all in words."""
        rows = tuple((bar.label, *(f"{value:,}" for value in bar.values)) for bar in self.bars)
        return (self.across, *self.parts), rows

    def alternative(self) -> str:
        """What the picture shows, in words."""
        told = "; ".join(f"{bar.label}: {bar.words}" for bar in self.bars)
        parts = ", ".join(self.parts)
        return f"{self.measure}, each bar divided into {parts}. {told or 'No bar'}."

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The chart, `width` wide, its letters `size` high, as high as its lines need.

        `height` is not asked for.
        """
        legend = _legend_rows(self.parts, width, size)
        labels = [_label_lines(bar, width, size) for bar in self.bars]
        heights = [size * (1.2 * len(lines) + 1.7) for lines in labels]
        tall = size * (1.7 * len(legend) + 0.6) + sum(heights)
        drawing = Drawing(width, tall)
        y = tall - size * 1.2
        for row in legend:
            for x, place in row:
                _swatch(drawing, x, y, size, place, last=place == len(self.parts) - 1)
                _words(drawing, self.parts[place], x + size * 1.4, y, size)
            y -= size * 1.7
        top = tall - size * (1.7 * len(legend) + 0.6)
        for bar, lines, high in zip(self.bars, labels, heights, strict=True):
            self._draw_bar(drawing, bar, lines, top, width, size)
            top -= high
        return drawing

    def _draw_bar(
        self, drawing: Drawing, bar: Bar, lines: list[str], top: float, width: int, size: float
    ) -> None:
        y = top
        for line in lines:
            y -= size * 1.2
            _words(drawing, line, 0, y + size * 0.3, size)
        _words(drawing, bar.words, width, y + size * 0.3, size, bold=True, end=True)
        whole, x = sum(bar.values), size * 0.05
        for place, value in enumerate(bar.values):
            if value:
                wide = (width - size * 0.1) * value / whole
                last = place == len(bar.values) - 1
                _part(drawing, (x, y - size * 0.8, wide, size * 0.8), place, last=last)
                x += wide


def _label_lines(bar: Bar, width: int, size: float) -> list[str]:
    """The label in lines that leave room for the words beside the last one."""
    return lines_of(bar.label, size, width - width_of(drawable(bar.words), size, BOLD) - size) or [
        ""
    ]


def _legend_rows(parts: tuple[str, ...], width: int, size: float) -> list[list[tuple[float, int]]]:
    """Where each part of the legend begins, row by row, so that none is wider than the page."""
    rows: list[list[tuple[float, int]]] = [[]]
    x = 0.0
    for place, part in enumerate(parts):
        wide = size * 2.6 + width_of(drawable(part), size)
        if rows[-1] and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, place))
        x += wide
    return rows


def _swatch(drawing: Drawing, x: float, y: float, size: float, place: int, *, last: bool) -> None:
    _part(drawing, (x + size * 0.05, y - size * 0.1, size, size * 0.8), place, last=last)


def _part(
    drawing: Drawing, box: tuple[float, float, float, float], place: int, *, last: bool
) -> None:
    x, y, wide, high = box
    rectangle = Rect(x, y, wide, high)
    rectangle.fillColor = palette.PAPER if last else _FILLS[place]
    rectangle.strokeColor, rectangle.strokeWidth = palette.NAVY, high / 12
    drawing.add(rectangle)
    if last:
        gap = high * 0.6
        start = x + gap / 2
        while start + high / 2 < x + wide:
            line = Line(start, y, start + high / 2, y + high)
            line.strokeColor, line.strokeWidth = palette.NAVY, high / 16
            drawing.add(line)
            start += gap


def _words(
    drawing: Drawing,
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    end: bool = False,
) -> None:
    if not text:
        return
    word = String(round(x, 1), round(y * 2) / 2, drawable(text), fontSize=size)
    word.fontName = BOLD if bold else REGULAR
    word.fillColor, word.textAnchor = palette.INK, "end" if end else "start"
    drawing.add(word)
