"""A plot with a scale along its foot too, for curves and for points that lie anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import PolyLine
from reportlab.lib.colors import Color

from dhp.charts.fonts import drawable, width_of
from dhp.charts.plot import Plot, ticks

Points = Sequence[tuple[float, float]]


@dataclass
class Field(Plot):
    """A plot whose places are numbers from 0 to `furthest`; `foot_title` names what they are."""

    furthest: float = 1
    foot_title: str = ""

    def across(self, value: float) -> float:
        """How far from the left `value` lies."""
        return self.x0 + (self.x1 - self.x0) * value / max(self.furthest, 1e-9)

    def foot_scale(self) -> None:
        """Write the scale along the foot, and under it what it measures."""
        every = [tick for tick in ticks(self.furthest) if tick <= self.furthest]
        widest = max(width_of(f"{tick:,}", self.size) for tick in every)
        room = self.across(every[1]) - self.x0 if len(every) > 1 else self.width
        step = 2 if widest + self.size > room else 1
        for tick in every[::step]:
            x = min(self.across(tick), self.width - width_of(f"{tick:,}", self.size) / 2)
            self.words(f"{tick:,}", x, self.y0 - self.size * 1.4, anchor="middle")
        if self.foot_title:
            half = width_of(drawable(self.foot_title), self.size) / 2
            x = max(half, min((self.x0 + self.x1) / 2, self.width - half))
            self.words(self.foot_title, x, self.y0 - self.size * 2.6, anchor="middle")

    def curve(
        self,
        points: Points,
        colour: Color,
        wide: float,
        dashes: tuple[float, ...] | None = None,
    ) -> None:
        """Draw a line through points of the scales; a single point has no line."""
        if len(points) < 2:
            return
        flat = [each for x, y in points for each in (self.across(x), self.y(y))]
        line = PolyLine(flat, strokeColor=colour, strokeWidth=wide)
        if dashes:
            line.strokeDashArray = dashes
        self.drawing.add(line)
