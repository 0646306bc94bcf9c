"""A timeline: what happened when, in lanes, up to a day that everything is measured from."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String

from dhp.charts import palette
from dhp.charts.fonts import BOLD, REGULAR, drawable, lines_of, width_of


@dataclass(frozen=True)
class Mark:
    """Something in a lane: on one day, or at some day between two. `words` tell it in the table."""

    lane: str
    first: date
    last: date
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Marks in `lanes`, from the earliest to the latest. `until` is a span drawn across all lanes.

    `heads` are the heads of the same as a table, one for each of a mark's words.
    """

    lanes: tuple[str, ...]
    marks: tuple[Mark, ...]
    until: tuple[date, date] | None
    until_label: str
    heads: tuple[str, ...] = ()

    kind: ClassVar[str] = "timeline"

    def __post_init__(self) -> None:
        strange = {mark.lane for mark in self.marks} - set(self.lanes)
        if strange:
            raise ValueError(f"No such lane: {', '.join(sorted(strange))}.")

    def data(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The same as a table, in order: its heads, then its rows, all in words."""
        ordered = sorted(self.marks, key=lambda mark: (mark.first, mark.last))
        return self.heads, tuple(mark.words for mark in ordered)

    def draw(self, width: int, size: float) -> Drawing:
        """The picture `width` wide, as high as its lanes need, its letters `size` high."""
        used = [lane for lane in self.lanes if any(mark.lane == lane for mark in self.marks)]
        left = min(width * 0.38, max([0, *(width_of(lane, size) for lane in used)]) + size)
        names = {lane: lines_of(lane, size, left - size * 0.8) for lane in used}
        heights = {lane: size * (1.2 * len(names[lane]) + 1.0) for lane in used}
        foot, head = size * 2.2, size * 2.0
        drawing = Drawing(width, round(sum(heights.values()) + foot + head))
        scale = _Scale(*self._ends(), left, width - size * 2)
        self._draw_until(drawing, scale, foot, size)
        y = drawing.height - head
        for lane in used:
            y -= heights[lane]
            self._draw_lane(drawing, scale, lane, names[lane], (y, heights[lane], size))
        self._draw_years(drawing, scale, foot, size)
        return drawing

    def _ends(self) -> tuple[date, date]:
        days = [day for mark in self.marks for day in (mark.first, mark.last)]
        days += self.until or ()
        return (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 12, 31))

    def _draw_lane(
        self,
        drawing: Drawing,
        scale: "_Scale",
        lane: str,
        names: list[str],
        room: tuple[float, float, float],
    ) -> None:
        y, height, size = room
        drawing.add(_line(0, y, drawing.width, y, size))
        text_y = y + height - size * 1.5
        for name in names:
            drawing.add(_words(name, 0, text_y, size))
            text_y -= size * 1.2
        middle = y + height / 2
        for mark in (mark for mark in self.marks if mark.lane == lane):
            drawing.add(_shape(scale.x(mark.first), scale.x(mark.last), middle, size))

    def _draw_until(self, drawing: Drawing, scale: "_Scale", foot: float, size: float) -> None:
        if self.until is None:
            return
        x0, x1 = (scale.x(day) for day in self.until)
        top = drawing.height - size * 1.8
        band = Rect(x0 - size / 12, foot, max(x1 - x0, size / 6), top - foot)
        band.fillColor, band.strokeColor = palette.INK, None
        if x1 - x0 > size:
            band.fillColor = palette.BAND
        drawing.add(band)
        half = width_of(drawable(self.until_label), size, BOLD) / 2
        x = min((x0 + x1) / 2, drawing.width - half)
        drawing.add(_words(self.until_label, x, drawing.height - size * 1.3, size, "middle", BOLD))

    def _draw_years(self, drawing: Drawing, scale: "_Scale", foot: float, size: float) -> None:
        room = width_of("2026", size) + size
        taken = scale.left - room
        for year in range(scale.first.year, scale.last.year + 1):
            x = scale.x(max(date(year, 1, 1), scale.first))
            if x - taken < room:
                continue
            taken = x
            tick = Line(x, foot, x, foot - size * 0.4)
            tick.strokeColor, tick.strokeWidth = palette.QUIET, size / 12
            drawing.add(tick)
            drawing.add(_words(str(year), x, size * 0.5, size))


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * (day - self.first).days / span


def _shape(x0: float, x1: float, y: float, size: float) -> Circle | Rect:
    """A dot for a day; for days between two, an open bar that is at least as wide as the dot."""
    if x0 == x1:
        dot = Circle(x0, y, size * 0.42)
        dot.fillColor, dot.strokeColor = palette.NAVY, palette.PAPER
        dot.strokeWidth = size / 10
        return dot
    wide = max(x1 - x0, size * 0.84)
    bar = Rect(x0, y - size * 0.3, wide, size * 0.6, rx=size * 0.3, ry=size * 0.3)
    bar.fillColor, bar.strokeColor, bar.strokeWidth = palette.PAPER, palette.NAVY, size / 8
    return bar


def _line(x0: float, y0: float, x1: float, y1: float, size: float) -> Line:
    line = Line(x0, y0, x1, y1)
    line.strokeColor, line.strokeWidth = palette.GRID, size / 16
    return line


def _words(
    text: str,
    x: float,
    y: float,
    size: float,
    anchor: Literal["start", "middle"] = "start",
    font: str = REGULAR,
) -> String:
    return String(
        round(x, 1),
        round(y * 2) / 2,  # the SVG writer turns text over at whole numbers of 2y
        drawable(text),
        fontName=font,
        fontSize=size,
        fillColor=palette.INK if font == BOLD else palette.QUIET,
        textAnchor=anchor,
    )
