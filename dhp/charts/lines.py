"""One or two lines over time, such as a running total beside last year's, named at their ends."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Circle, Drawing, PolyLine
from reportlab.graphics.shapes import Line as Stroke
from reportlab.lib.colors import Color

from dhp.charts import palette
from dhp.charts.fonts import lines_of
from dhp.charts.plot import Plot


@dataclass(frozen=True)
class Line:
    """A named series. None where there is no value: a week still to come, or one not known."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Lines:
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

    def data(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The same numbers as a table: its heads, then its rows, all in words."""
        columns = [line.values for line in self.lines]
        rows = [
            (label, *("not available" if value is None else f"{value:,}" for value in values))
            for label, *values in zip(self.labels, *columns, strict=True)
        ]
        return (self.across, *(line.label for line in self.lines)), tuple(rows)

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The chart `width` by `height`, its letters `size` high, all in one unit."""
        highest = max([value or 0 for line in self.lines for value in line.values], default=0)
        plot = Plot(width, height, size, len(self.labels), highest, right=size * 8)
        plot.grid()
        # The line that matters is drawn last, so that it lies on top.
        for line, colour in reversed(list(zip(self.lines, _COLOURS, strict=False))):
            _draw_line(plot, line, colour, dashed=line is not self.lines[0])
        self._draw_names(plot)
        plot.foot(self.labels)
        return plot.drawing

    def _draw_names(self, plot: Plot) -> None:
        room = plot.right - plot.size * 1.2
        names = []
        for line, colour in zip(self.lines, _COLOURS, strict=False):
            end = _end(line)
            if end:
                texts = [*lines_of(line.label, plot.size, room), f"{end[1]:,}"]
                names.append((plot.y(end[1]), texts, colour))
        names.sort(key=lambda name: -name[0])
        tops = _apart(
            [middle + len(texts) * plot.size * 0.6 for middle, texts, _ in names],
            [(len(texts) * 1.2 + 0.4) * plot.size for _, texts, _ in names],
            lowest=plot.y0,
            highest=plot.height,
        )
        for top, (_, texts, colour) in zip(tops, names, strict=True):
            for number, text in enumerate(texts):
                y = top - plot.size * (0.95 + 1.2 * number)
                bold = number == len(texts) - 1
                plot.words(text, plot.x1 + plot.size * 0.8, y, colour=colour, bold=bold)


_COLOURS: tuple[Color, ...] = (palette.NAVY, palette.BLUE)


def _end(line: Line) -> tuple[int, int] | None:
    """The place and the value of the last known value."""
    known = [(index, value) for index, value in enumerate(line.values) if value is not None]
    return known[-1] if known else None


def _draw_line(plot: Plot, line: Line, colour: Color, *, dashed: bool) -> None:
    stretch: list[float] = []
    for index, value in enumerate([*line.values, None]):
        if value is not None:
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


def _apart(tops: list[float], heights: list[float], lowest: float, highest: float) -> list[float]:
    """Tops of blocks, highest first, moved so that none covers the next or leaves the picture.

    Only what is in the way moves: a second block that would sink must not push a first one out.
    """
    if len(tops) < 2:
        return tops
    least = lowest + heights[1]
    first, second = tops[0], max(tops[1], least)
    overlap = second - (first - heights[0])
    if overlap > 0:
        first, second = first + overlap / 2, second - overlap / 2
    moved = max(0.0, least - second) - max(0.0, first - highest)
    return [first + moved, second + moved]
