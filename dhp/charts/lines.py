"""One or two lines over time, such as a running total beside last year's, named at their ends."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Circle, Drawing, PolyLine
from reportlab.graphics.shapes import Line as Stroke
from reportlab.lib.colors import Color

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.fonts import lines_of
from dhp.charts.gaps import Gap, Value, draw_gaps, gap_lines, highest, number, said
from dhp.charts.plot import Plot
from dhp.charts.spacing import spread


@dataclass(frozen=True)
class Line:
    """A named series. None where there is no value: a week still to come, or one not known."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Lines(Chart):
    """One line, or two: the first is what the chart is about, the second what it is held against.

    `across` names what the labels are (Week ending), `measure` what the values count.
    """

    across: str
    measure: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]

    kind: ClassVar[str] = "lines"

    def __post_init__(self) -> None:
        if not 1 <= len(self.lines) <= 2:
            raise ValueError("A chart of lines holds one or two.")
        if any(len(line.values) != len(self.labels) for line in self.lines):
            raise ValueError("Each line needs as many values as there are labels.")

    def data(self) -> Told:
        """The same numbers as a table: its heads, then its rows, all in words."""
        columns = [line.values for line in self.lines]
        rows = [
            (label, *(said(value) for value in values))
            for label, *values in zip(self.labels, *columns, strict=True)
        ]
        return (self.across, *(line.label for line in self.lines)), tuple(rows)

    def alternative(self) -> str:
        """What the picture shows, in words."""
        told = []
        for line in self.lines:
            end = _end(line)
            told.append(
                f"{line.label} has reached {said(line.values[end[0]])} at {self.labels[end[0]]}"
                if end
                else f"{line.label} has no number that can be shown"
            )
            if hidden := sum(value is Gap.WITHHELD for value in line.values):
                told[-1] += f", with {hidden:,} withheld"
        return f"{self.measure}, a line over time for each. {'; '.join(told)}."

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The chart `width` by `height`, its letters `size` high, all in one unit."""
        top = max(highest(line.values) for line in self.lines)
        foot = 1 + max(gap_lines(_hidden(line)) for line in self.lines)
        plot = Plot(width, height, size, len(self.labels), top, size * 8, foot)
        plot.grid()
        # The line that matters is drawn last, so that it lies on top.
        for line, colour in reversed(list(zip(self.lines, _COLOURS, strict=False))):
            _draw_line(plot, line, colour, dashed=line is not self.lines[0])
            draw_gaps(plot, _hidden(line), size * 0.4)
        self._draw_names(plot)
        plot.foot(self.labels)
        return plot.drawing

    def _draw_names(self, plot: Plot) -> None:
        room = plot.right - plot.size * 1.2
        names = []
        for line, colour in zip(self.lines, _COLOURS, strict=False):
            end = _end(line)
            if end:
                texts = [*lines_of(line.label, plot.size, room), said(line.values[end[0]])]
                names.append((plot.y(end[1]), texts, colour))
        heights = [(len(texts) * 1.2 + 0.4) * plot.size for _, texts, _ in names]
        middles = spread([middle for middle, _, _ in names], heights, plot.y0, plot.height)
        for middle, high, (_, texts, colour) in zip(middles, heights, names, strict=True):
            for place, text in enumerate(texts):
                y = middle + high / 2 - plot.size * (1.15 + 1.2 * place)
                bold = place == len(texts) - 1
                plot.words(text, plot.x1 + plot.size * 0.8, y, colour=colour, bold=bold)


_COLOURS: tuple[Color, ...] = (palette.NAVY, palette.BLUE)


def _hidden(line: Line) -> tuple[Value, ...]:
    """The line with its withheld places alone as gaps: a week to come needs no word."""
    return tuple(Gap.WITHHELD if value is Gap.WITHHELD else 0 for value in line.values)


def _end(line: Line) -> tuple[int, float] | None:
    """The place and the value of the last known value."""
    known = [(n, value) for n, one in enumerate(line.values) if (value := number(one)) is not None]
    return known[-1] if known else None


def _draw_line(plot: Plot, line: Line, colour: Color, *, dashed: bool) -> None:
    stretch: list[float] = []
    for index, one in enumerate([*line.values, None]):
        if (value := number(one)) is not None:
            stretch += [plot.x(index), plot.y(value)]
            continue
        if len(stretch) >= 4:
            shape = PolyLine(stretch, strokeColor=colour)
            shape.strokeWidth = plot.size / (6 if dashed else 4)
            if dashed:
                shape.strokeDashArray = (4, 3)
            plot.drawing.add(shape)
        elif stretch:  # a value between two gaps has no line to lie on
            point = Circle(
                stretch[0], stretch[1], plot.size / 6, fillColor=colour, strokeColor=None
            )
            plot.drawing.add(point)
        stretch = []
    end = _end(line)
    if end:
        x, y = plot.x(end[0]), plot.y(end[1])
        plot.drawing.add(Circle(x, y, plot.size / 4, fillColor=colour, strokeColor=None))
        if plot.x1 - x > plot.slot:  # the name stands apart from the end: lead the eye to it
            leader = Stroke(x, y, plot.x1, y, strokeColor=colour, strokeWidth=plot.size / 20)
            leader.strokeDashArray = (1, 2)
            plot.drawing.add(leader)
