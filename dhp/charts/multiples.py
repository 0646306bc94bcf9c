"""Small multiples: the same columns for several kinds beside each other, all on one scale."""

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from reportlab.graphics.shapes import Drawing, Group

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.fonts import BOLD, lines_of
from dhp.charts.gaps import Value, draw_gaps, gap_lines, highest, number, said
from dhp.charts.marks import hatching
from dhp.charts.plot import Plot

_LEAST_PANEL = 20  # the least width of a panel, in heights of letters


@dataclass(frozen=True)
class Panel:
    """One kind: its label, and a value for each label of the chart."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Multiples(Chart):
    """Panels of columns over the same labels, with one scale, so that heights can be compared.

    `across` names what the labels are, `measure` what the values count. The last `provisional`
    columns are hatched, which `provisional_label` says in the table.
    """

    across: str
    measure: str
    labels: tuple[str, ...]
    panels: tuple[Panel, ...]
    provisional: int = 0
    provisional_label: str = "provisional"

    kind: ClassVar[str] = "multiples"

    def __post_init__(self) -> None:
        """Refuse a panel with other values than labels."""
        if any(len(panel.values) != len(self.labels) for panel in self.panels):
            raise ValueError("Each panel needs as many values as there are labels.")

    def data(self) -> Told:
        """The same numbers as a table: its heads, then its rows, all in words."""
        first = len(self.labels) - self.provisional
        rows = tuple(
            (
                f"{label} ({self.provisional_label})" if place >= first else label,
                *(said(panel.values[place]) for panel in self.panels),
            )
            for place, label in enumerate(self.labels)
        )
        return (self.across, *(panel.label for panel in self.panels)), rows

    def alternative(self) -> str:
        """What the picture shows, in words."""
        told = []
        for panel in self.panels:
            known = [value for one in panel.values if (value := number(one)) is not None]
            words = f"{said(min(known))} to {said(max(known))}" if known else "no number"
            missing = len(panel.values) - len(known)
            told.append(f"{panel.label} {words}" + (f", {missing:,} missing" if missing else ""))
        span = f"{self.labels[0]} to {self.labels[-1]}" if self.labels else "nothing"
        return f"{self.measure}, columns for each of {len(told):,} on one scale, {span}. " + (
            f"{'; '.join(told)}." if told else "Nothing to show."
        )

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The panels in rows, each `height` high, as many beside each other as `width` holds."""
        across = max(1, min(len(self.panels), int(width / (size * _LEAST_PANEL)), 4))
        down = ceil(len(self.panels) / across)
        gap, height = size * 1.5, int(height + size * 1.6)
        wide = (width - gap * (across - 1)) / across
        names = [lines_of(panel.label, size, wide, BOLD) for panel in self.panels]
        head = size * 1.2 * max(map(len, names), default=1)
        top = max((highest(panel.values) for panel in self.panels), default=0)
        foot = size * 1.3 if self.provisional else 0
        drawing = Drawing(width, max(down, 1) * (height + head) + foot)
        for place, (panel, lines) in enumerate(zip(self.panels, names, strict=True)):
            plot = self._panel(panel, (wide, height, size), top)
            x = (wide + gap) * (place % across)
            y = drawing.height - (height + head) * (place // across + 1)
            for number_of, line in enumerate(lines):
                at = height + head - size * (1.6 + 1.2 * number_of)
                plot.words(line, 0, at, colour=palette.INK, bold=True)
            drawing.add(Group(*plot.drawing.contents, transform=(1, 0, 0, 1, x, y)))
        if self.provisional:
            key = Plot(width, height, size, 1, 1, 0)
            key.words(f"Hatched: {self.provisional_label}", 0, size * 0.3)
            drawing.add(Group(*key.drawing.contents))
        return drawing

    def _panel(self, panel: Panel, sizes: tuple[float, float, float], top: float) -> Plot:
        wide, height, size = sizes
        plot = Plot(int(wide), int(height), size, len(self.labels), top, 0, 1 + self._gap_lines())
        plot.grid()
        first = len(self.labels) - self.provisional
        for place, value in enumerate(panel.values):
            if known := number(value):
                self._column(plot, place, known, hatched=place >= first)
        draw_gaps(plot, panel.values, size * 0.4)
        _ends(plot, self.labels)
        return plot

    def _gap_lines(self) -> int:
        """As many in every panel, so that all stand on one line."""
        return max(gap_lines(panel.values) for panel in self.panels)

    def _column(self, plot: Plot, place: int, value: float, *, hatched: bool) -> None:
        wide = plot.slot * 0.72
        x, y0, y1 = plot.x(place) - wide / 2, plot.y0, plot.y(value)
        if not hatched:
            plot.box(x, y0, wide, y1 - y0, fill=palette.NAVY)
            return
        plot.box(x, y0, wide, y1 - y0, fill=palette.PAPER, edge=palette.NAVY)
        for line in hatching(x, y0, x + wide, y1, plot.size * 0.4):
            plot.drawing.add(line)


def _ends(plot: Plot, labels: tuple[str, ...]) -> None:
    """Write the first and the last label under a panel."""
    y = plot.y0 - plot.size * 1.4
    if labels:
        plot.words(labels[0], plot.x0, y)
    if len(labels) > 1:
        plot.words(labels[-1], plot.x1, y, anchor="end")
