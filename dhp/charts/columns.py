"""Columns over time: how many in each week, beside the range that is usual."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Drawing

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.fonts import lines_of, width_of
from dhp.charts.gaps import Value, draw_gaps, gap_lines, highest, number, said
from dhp.charts.marks import hatching
from dhp.charts.plot import Plot


@dataclass(frozen=True)
class Band:
    """A range drawn behind the columns and named in words beside them, such as the usual range."""

    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Columns(Chart):
    """One column for each label. A gap in what is known or may be shown is not a zero.

    `across` names what the labels are (Week ending), `measure` what the values count. The last
    `provisional` columns are hatched and marked with `provisional_label`.
    """

    across: str
    measure: str
    labels: tuple[str, ...]
    values: tuple[Value, ...]
    band: Band | None = None
    provisional: int = 1
    provisional_label: str = "provisional"

    kind: ClassVar[str] = "columns"

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.values):
            raise ValueError("Columns need as many values as labels.")

    def data(self) -> Told:
        """The same numbers as a table: its heads, then its rows, all in words."""
        rows = [
            (label + self._mark(place), said(value))
            for place, (label, value) in enumerate(zip(self.labels, self.values, strict=True))
        ]
        return (self.across, self.measure), tuple(rows)

    def alternative(self) -> str:
        """What the picture shows, in words."""
        known = [value for one in self.values if (value := number(one)) is not None]
        if not known:
            return f"{self.measure}: no number can be shown."
        last = f"{self.labels[-1]}{self._mark(len(self.labels) - 1)}: {said(self.values[-1])}"
        text = (
            f"{self.measure}, by {_lower(self.across)}, {self._columns()}. "
            f"Lowest {said(min(known))}, highest {said(max(known))}. {last}."
        )
        missing = len(self.values) - len(known)
        text += f" Without a number: {missing:,}." if missing else ""
        return f"{text} {_upper(self.band.label)}." if self.band else text

    def _columns(self) -> str:
        if len(self.labels) == 1:
            return f"one column, {self.labels[0]}"
        return f"{len(self.labels):,} columns from {self.labels[0]} to {self.labels[-1]}"

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The chart `width` by `height`, its letters `size` high, all in one unit."""
        foot = 1 + (1 if self.provisional else 0) + gap_lines(self.values)
        plot = Plot(width, height, size, len(self.values), self._top(), self._right(size), foot)
        self._draw_band(plot)
        plot.grid()
        self._draw_band_edges(plot)
        for index, value in enumerate(self.values):
            if (known := number(value)) is not None:
                self._draw_column(plot, index, known)
        self._draw_over(plot)
        self._draw_values(plot)
        draw_gaps(plot, self.values, size * 0.4)
        plot.foot(self.labels)
        if self.provisional and self.values:
            half = width_of(self.provisional_label, size) / 2
            x = min(plot.x(len(self.values) - 1), width - half)
            plot.words(self.provisional_label, x, plot.y0 - size * 2.6, anchor="middle")
        return plot.drawing

    def _mark(self, place: int) -> str:
        first = len(self.values) - self.provisional
        return f" ({self.provisional_label})" if place >= first else ""

    def _top(self) -> float:
        return max(self.band.high if self.band else 0, highest(self.values))

    def _draw_over(self, plot: Plot) -> None:
        """What a kind of its own draws over the columns."""

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

    def _draw_column(self, plot: Plot, index: int, value: float) -> None:
        wide = plot.slot * 0.72
        x, y0, y1 = plot.x(index) - wide / 2, plot.y0, plot.y(value)
        if index < len(self.values) - self.provisional:
            plot.box(x, y0, wide, y1 - y0, fill=palette.NAVY)
            return
        plot.box(x, y0, wide, y1 - y0, fill=palette.PAPER, edge=palette.NAVY)
        for line in hatching(x, y0, x + wide, y1, plot.size * 0.4):
            plot.drawing.add(line)

    def _draw_values(self, plot: Plot) -> None:
        texts = ["" if number(value) is None else said(value) for value in self.values]
        fit = all(width_of(text, plot.size) + plot.size * 0.2 <= plot.slot for text in texts)
        for index, text in enumerate(texts):
            last = index == len(texts) - 1
            if text and (fit or last):
                self._draw_value(plot, index, text, fit=fit)

    def _draw_value(self, plot: Plot, index: int, text: str, *, fit: bool) -> None:
        """Write a value over its column; too wide for it, also clear of the column before it."""
        last = index == len(self.values) - 1
        under = self.values[index - 1 : index + 1] if not fit and index else [self.values[index]]
        y = plot.y(highest(under)) + plot.size * 0.35
        colour = palette.INK if last else palette.QUIET
        plot.words(text, plot.x(index), y, anchor="middle", colour=colour, bold=last)


def _lower(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
