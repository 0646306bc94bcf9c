"""Columns over time: how many in each week, beside the range that is usual."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Drawing, Line

from dhp.charts import palette
from dhp.charts.fonts import lines_of, width_of
from dhp.charts.plot import Plot


@dataclass(frozen=True)
class Band:
    """A range drawn behind the columns and named in words beside them, such as the usual range."""

    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Columns:
    """One column for each label. A value of None is a gap in what is known, not a zero.

    `across` names what the labels are (Week ending), `measure` what the values count. The last
    `provisional` columns are hatched and marked with `provisional_label`.
    """

    across: str
    measure: str
    labels: tuple[str, ...]
    values: tuple[int | None, ...]
    band: Band | None = None
    provisional: int = 1
    provisional_label: str = "provisional"

    kind: ClassVar[str] = "columns"

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.values):
            raise ValueError("Columns need as many values as labels.")

    def data(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The same numbers as a table: its heads, then its rows, all in words."""
        first = len(self.values) - self.provisional
        rows = []
        for index, (label, value) in enumerate(zip(self.labels, self.values, strict=True)):
            mark = f" ({self.provisional_label})" if index >= first else ""
            rows.append((label + mark, "not available" if value is None else f"{value:,}"))
        return (self.across, self.measure), tuple(rows)

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The chart `width` by `height`, its letters `size` high, all in one unit."""
        band_top = self.band.high if self.band else 0
        highest = max([band_top, *(value or 0 for value in self.values)])
        foot = 2 if self.provisional else 1
        plot = Plot(width, height, size, len(self.values), highest, self._right(size), foot)
        self._draw_band(plot)
        plot.grid()
        self._draw_band_edges(plot)
        for index, value in enumerate(self.values):
            if value is not None:
                self._draw_column(plot, index, value)
        self._draw_values(plot)
        plot.foot(self.labels)
        if self.provisional and self.values:
            half = width_of(self.provisional_label, size) / 2
            x = min(plot.x(len(self.values) - 1), width - half)
            plot.words(self.provisional_label, x, plot.y0 - size * 2.6, anchor="middle")
        return plot.drawing

    def _right(self, size: float) -> float:
        return size * 7 if self.band else size * 2

    def _draw_band(self, plot: Plot) -> None:
        if not self.band:
            return
        low, high = plot.y(self.band.low), plot.y(self.band.high)
        plot.box(plot.x0, low, plot.x1 - plot.x0, high - low, fill=palette.BAND)
        lines = lines_of(self.band.label, plot.size, self._right(plot.size) - plot.size * 0.8)
        y = (low + high) / 2 + plot.size * (0.6 * len(lines) - 0.95)
        for line in lines:
            plot.words(line, plot.x1 + plot.size * 0.8, y)
            y -= plot.size * 1.2

    def _draw_band_edges(self, plot: Plot) -> None:
        if self.band:
            for value in (self.band.low, self.band.high):
                plot.level(plot.y(value), palette.BAND_EDGE, dashes=(3, 2))

    def _draw_column(self, plot: Plot, index: int, value: int) -> None:
        wide = plot.slot * 0.72
        x, y0, y1 = plot.x(index) - wide / 2, plot.y0, plot.y(value)
        if index < len(self.values) - self.provisional:
            plot.box(x, y0, wide, y1 - y0, fill=palette.NAVY)
            return
        plot.box(x, y0, wide, y1 - y0, fill=palette.PAPER, edge=palette.NAVY)
        for line in _hatching(x, y0, x + wide, y1, plot.size * 0.4):
            plot.drawing.add(line)

    def _draw_values(self, plot: Plot) -> None:
        texts = ["" if value is None else f"{value:,}" for value in self.values]
        fit = all(width_of(text, plot.size) + plot.size * 0.2 <= plot.slot for text in texts)
        for index, text in enumerate(texts):
            last = index == len(texts) - 1
            if text and (fit or last):
                # Where it is wider than its column it must also clear the column before it.
                under = self.values[index - 1 : index + 1] if not fit and index else (0,)
                height = max(self.values[index] or 0, *(value or 0 for value in under))
                y = plot.y(height) + plot.size * 0.35
                colour = palette.INK if last else palette.QUIET
                plot.words(text, plot.x(index), y, anchor="middle", colour=colour, bold=last)


def _hatching(x0: float, y0: float, x1: float, y1: float, gap: float) -> list[Line]:
    """Slanting lines that fill a rectangle and stay inside it."""
    lines = []
    offset = y0 - (x1 - x0) + gap  # where a line of slope 1 crosses the left edge
    while offset < y1:
        start, end = max(y0, offset), min(y1, offset + (x1 - x0))
        line = Line(x0 + start - offset, start, x0 + end - offset, end)
        line.strokeColor, line.strokeWidth = palette.NAVY, gap / 5
        lines.append(line)
        offset += gap
    return lines
