"""A control chart: points in order, their centre, and the limits of what is usual for them."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Drawing, PolyLine

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.fonts import lines_of, width_of
from dhp.charts.gaps import Value, draw_gaps, gap_lines, highest, number, said
from dhp.charts.marks import diamond, dot, stroke
from dhp.charts.plot import Plot
from dhp.charts.spacing import spread


@dataclass(frozen=True)
class Control(Chart):
    """Points with a centre and two limits; `signals` are the places of those to be looked at.

    `across` names what the labels are, `measure` what the points measure. A signal has a mark of
    its own and its label beside it. `lower` at 0 is no limit and is not drawn.
    """

    across: str
    measure: str
    labels: tuple[str, ...]
    values: tuple[Value, ...]
    centre: float
    upper: float
    lower: float = 0.0
    signals: tuple[int, ...] = ()
    centre_label: str = "centre"
    upper_label: str = "upper limit"
    lower_label: str = "lower limit"

    kind: ClassVar[str] = "control"

    def __post_init__(self) -> None:
        """Refuse labels without values, limits in the wrong order, and a signal of no place."""
        if len(self.labels) != len(self.values):
            raise ValueError("A control chart needs as many values as labels.")
        if not 0 <= self.lower <= self.upper:
            raise ValueError("The lower limit lies under the upper one.")
        if any(not 0 <= place < len(self.values) for place in self.signals):
            raise ValueError("A signal needs its place.")

    def data(self) -> Told:
        """The points as a table: its heads, then its rows, all in words."""
        rows = tuple(
            (label, said(value), "beyond the limits" if place in self.signals else "")
            for place, (label, value) in enumerate(zip(self.labels, self.values, strict=True))
        )
        told = tuple((label, said, mark or "within the limits") for label, said, mark in rows)
        return (self.across, self.measure, "Signal"), told

    def alternative(self) -> str:
        """What the picture shows, in words."""
        known = sum(number(value) is not None for value in self.values)
        if not known:
            return f"{self.measure}: no number can be shown."
        limits = f"{_upper(self.centre_label)} {said(self.centre)}, {self._limit_words()}"
        beyond = [f"{self.labels[n]} ({said(self.values[n])})" for n in self.signals]
        missing = len(self.values) - known
        text = f"{self.measure}, {known:,} in order. {limits}. "
        text += f"Beyond the limits: {', '.join(beyond) or 'none'}."
        return f"{text} Without a number: {missing:,}." if missing else text

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The chart `width` by `height`, its letters `size` high, all in one unit."""
        top = max(highest(self.values) * 1.08, self.upper, self.centre)
        foot = 1 + gap_lines(self.values)
        plot = Plot(width, height, size, len(self.values), top, size * 7, foot)
        plot.grid()
        self._draw_levels(plot)
        self._draw_points(plot)
        draw_gaps(plot, self.values, size * 0.4)
        plot.foot(self.labels)
        return plot.drawing

    def _limit_words(self) -> str:
        words = f"{self.upper_label} {said(self.upper)}"
        return f"{words}, {self.lower_label} {said(self.lower)}" if self.lower else words

    def _draw_levels(self, plot: Plot) -> None:
        levels = [
            (self.upper, self.upper_label, palette.QUIET),
            (self.centre, self.centre_label, palette.NAVY),
        ]
        if self.lower:
            levels.append((self.lower, self.lower_label, palette.QUIET))
        blocks = []
        for value, label, colour in levels:
            dashes = None if label == self.centre_label else (5.0, 3.0)
            y = plot.y(value)
            stroke(plot.drawing, (plot.x0, y, plot.x1, y), colour, plot.size / 9, dashes)
            words = f"{label} {said(value)}"
            blocks.append((y, lines_of(words, plot.size, plot.right - plot.size), colour))
        heights = [len(lines) * plot.size * 1.2 for _, lines, _ in blocks]
        middles = spread([y for y, _, _ in blocks], heights, plot.y0, plot.height)
        for middle, high, (_, lines, colour) in zip(middles, heights, blocks, strict=True):
            y = middle + high / 2 - plot.size * 0.95
            for line in lines:
                plot.words(line, plot.x1 + plot.size * 0.6, y, colour=colour)
                y -= plot.size * 1.2

    def _draw_points(self, plot: Plot) -> None:
        known = [
            (n, value) for n, one in enumerate(self.values) if (value := number(one)) is not None
        ]
        stretch: list[float] = []
        for place, value in [*known, (-9, 0.0)]:
            if (stretch and plot.x(place) - stretch[-2] > plot.slot * 1.5) or place < 0:
                if len(stretch) > 2:
                    line = PolyLine(stretch, strokeColor=palette.BAND_EDGE)
                    line.strokeWidth = plot.size / 12
                    plot.drawing.add(line)
                stretch = []
            stretch += [plot.x(place), plot.y(value)]
        radius = max(plot.size / 6, min(plot.size / 4, plot.slot * 0.4))
        for place, value in known:
            if place not in self.signals:
                dot(plot.drawing, plot.x(place), plot.y(value), radius)
        for place, value in known:
            if place in self.signals:
                self._draw_signal(plot, place, value)

    def _draw_signal(self, plot: Plot, place: int, value: float) -> None:
        x, y = plot.x(place), plot.y(value)
        diamond(plot.drawing, x, y, plot.size * 0.5)
        label = f"{self.labels[place]}: {said(self.values[place])}"
        half = width_of(label, plot.size) / 2
        middle = min(max(x, plot.x0 + half), plot.x1 - half)
        above = y + plot.size * 0.8
        foot = above if above < plot.height - plot.size else y - plot.size * 1.6
        plot.words(label, middle, foot, anchor="middle", colour=palette.INK, bold=True)


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
