"""Steps that climb with time: what share had happened by each day, up to where nobody can know."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Drawing

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.field import Field
from dhp.charts.fonts import lines_of
from dhp.charts.marks import stroke
from dhp.charts.spacing import spread
from dhp.shares import rounded

_COLOURS = (palette.NAVY, palette.BLUE)


@dataclass(frozen=True)
class Climb:
    """One named curve: at each day, in order, the share (0 to 1) reached on it."""

    label: str
    points: tuple[tuple[float, float], ...]

    def at(self, day: float) -> float | None:
        """The share reached by `day`, None where the curve has no step at all."""
        reached = [share for when, share in self.points if when <= day]
        return None if not self.points else (reached[-1] if reached else 0.0)


@dataclass(frozen=True)
class Steps(Chart):
    """One curve of steps, or two: the first is what the chart is about, the second its measure.

    `along` names the foot (Days after the death), `measure` what the share is of. Nothing is known
    beyond `cut`, which `cut_label` explains; `marks` are the days told in the table.
    """

    along: str
    measure: str
    curves: tuple[Climb, ...]
    cut: float
    cut_label: str
    marks: tuple[float, ...]

    kind: ClassVar[str] = "steps"

    def __post_init__(self) -> None:
        """Refuse curves that fall, leave the scale or reach beyond the cut, and more than two."""
        if not 1 <= len(self.curves) <= 2 or self.cut <= 0:
            raise ValueError("A chart of steps holds one curve or two, up to a day that is not 0.")
        for curve in self.curves:
            days = [day for day, _share in curve.points]
            shares = [share for _day, share in curve.points]
            inside = all(0 <= day <= self.cut for day in days)
            if days != sorted(days) or shares != sorted(shares) or not inside:
                raise ValueError(f"{curve.label}: the steps must climb, up to day {self.cut:g}.")
            if any(not 0 <= share <= 1 for share in shares):
                raise ValueError(f"{curve.label}: a share lies between 0 and 1.")

    def data(self) -> Told:
        """The share reached by each of the marks: heads, then rows, all in words."""
        rows = tuple(
            (f"{mark:g}", *(_percent(curve.at(mark)) for curve in self.curves))
            for mark in self.marks
        )
        return (self.along, *(curve.label for curve in self.curves)), rows

    def alternative(self) -> str:
        """What the picture shows, in words."""
        told = []
        for curve in self.curves:
            marks = [f"{_percent(curve.at(mark))} by {mark:g}" for mark in self.marks]
            told.append(f"{curve.label}: {', '.join(marks) if curve.points else 'not available'}")
        text = f"{self.measure}, climbing with {_lower(self.along)}. {'; '.join(told)}."
        return f"{text} {_upper(self.cut_label)}."

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The curves `width` by `height`, their letters `size` high, all in one unit."""
        plot = Field(
            width,
            height,
            size,
            1,
            100,
            size * 7,
            2,
            unit="%",
            furthest=self.cut * 1.04,
            foot_title=self.along,
        )
        plot.grid()
        plot.foot_scale()
        self._draw_cut(plot)
        for place, curve in reversed(list(enumerate(self.curves))):
            dashes = (4.0, 3.0) if place else None
            points = [(day, 100 * share) for day, share in self._corners(curve)]
            plot.curve(points, _COLOURS[place], size / (6 if place else 4.5), dashes)
        self._name(plot)
        return plot.drawing

    def _corners(self, curve: Climb) -> list[tuple[float, float]]:
        """The curve as a line with corners, from nought to the cut."""
        if not curve.points:
            return []
        corners, last = [(0.0, 0.0)], 0.0
        for day, share in curve.points:
            corners += [(day, last), (day, share)]
            last = share
        return [*corners, (self.cut, last)]

    def _draw_cut(self, plot: Field) -> None:
        x = plot.across(self.cut)
        stroke(plot.drawing, (x, plot.y0, x, plot.y1), palette.INK, plot.size / 12, (1.0, 2.0))
        lines = lines_of(self.cut_label, plot.size, plot.size * 10)
        y = plot.y0 + plot.size * (0.5 + 1.2 * (len(lines) - 1))
        for line in lines:
            plot.words(line, x - plot.size * 0.4, y, anchor="end")
            y -= plot.size * 1.2

    def _name(self, plot: Field) -> None:
        """Each curve is named at its end, with a stroke like its own before the name."""
        room, blocks = plot.right - plot.size, []
        for place, curve in enumerate(self.curves):
            if curve.points:
                lines = lines_of(curve.label, plot.size, room)
                blocks.append((plot.y(100 * curve.points[-1][1]), lines, place))
        heights = [(len(lines) + 1) * plot.size * 1.2 for _, lines, _ in blocks]
        middles = spread([y for y, _, _ in blocks], heights, plot.y0, plot.height)
        for middle, high, (_, lines, place) in zip(middles, heights, blocks, strict=True):
            y = middle + high / 2 - plot.size * 0.95
            x = plot.x1 + plot.size * 0.6
            sample = (x, y + plot.size * 0.35, x + plot.size * 2.2, y + plot.size * 0.35)
            dashes = (4.0, 3.0) if place else None
            stroke(plot.drawing, sample, _COLOURS[place], plot.size / (6 if place else 4.5), dashes)
            for line in lines:
                y -= plot.size * 1.2
                plot.words(line, x, y, colour=_COLOURS[place], bold=not place)


def _percent(share: float | None) -> str:
    return "not available" if share is None else f"{rounded(100 * share)}%"


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _lower(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
