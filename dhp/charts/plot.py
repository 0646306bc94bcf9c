"""The frame shared by charts over time: a scale from zero, a quiet grid, labels along the foot."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportlab.graphics.shapes import STATE_DEFAULTS, Drawing, Line, Rect, String
from reportlab.lib.colors import Color

from dhp.charts import palette
from dhp.charts.fonts import BOLD, REGULAR, drawable, width_of

# A drawing starts in this font. ReportLab read its setting when it was first imported, which
# somebody else may have done before our fonts were registered.
STATE_DEFAULTS["fontName"] = REGULAR


@dataclass
class Plot:
    """A drawing of `width` by `height` with room for `slots` values up to `highest`.

    All lengths are in one unit, that of `size`, the height of the letters. `right` is the room
    kept for words beside the plot, `foot_lines` the lines of words under it, `unit` what stands
    after each number of the scale.
    """

    width: int
    height: int
    size: float
    slots: int
    highest: float
    right: float
    foot_lines: int = 1
    unit: str = ""
    drawing: Drawing = field(init=False)

    def __post_init__(self) -> None:
        self.drawing = Drawing(self.width, self.height)
        self.ticks = ticks(self.highest)
        widest = max(width_of(f"{tick:,}{self.unit}", self.size) for tick in self.ticks)
        self.x0 = widest + self.size * 0.8
        self.x1 = self.width - self.right
        self.y0 = self.size * (0.6 + 1.2 * self.foot_lines)
        self.y1 = self.height - self.size * 1.5

    @property
    def slot(self) -> float:
        """The width of one value's place."""
        return (self.x1 - self.x0) / max(self.slots, 1)

    def x(self, index: int) -> float:
        """The middle of the place of value number `index`, from 0."""
        return self.x0 + self.slot * (index + 0.5)

    def y(self, value: float) -> float:
        """The height of `value`."""
        return self.y0 + (self.y1 - self.y0) * value / self.ticks[-1]

    def grid(self) -> None:
        """Draw the grid and the scale's numbers."""
        for tick in self.ticks:
            y, quiet = self.y(tick), tick > 0
            colour = palette.GRID if quiet else palette.QUIET
            self.level(y, colour)
            at = (self.x0 - self.size * 0.6, y - self.size * 0.35)
            self.words(f"{tick:,}{self.unit}", *at, anchor="end")

    def level(self, y: float, colour: Color, dashes: Sequence[float] | None = None) -> None:
        """Draw a thin line across the plot at the height `y`."""
        line = Line(self.x0, y, self.x1, y, strokeColor=colour, strokeWidth=self.size / 16)
        if dashes:
            line.strokeDashArray = dashes
        self.drawing.add(line)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: Color,
        edge: Color | None = None,
    ) -> None:
        """Draw a rectangle from its lower left corner, with an edge where one is given."""
        rectangle = Rect(x, y, wide, high)
        rectangle.fillColor = fill
        rectangle.strokeColor = edge
        rectangle.strokeWidth = self.size / 10
        self.drawing.add(rectangle)

    def foot(self, labels: Sequence[str]) -> None:
        """Write as many labels under the plot as fit, counted back so that the last is there."""
        if not labels:
            return
        widest = max(width_of(drawable(label), self.size) for label in labels)
        step = max(1, math.ceil((widest + self.size) / self.slot))
        for index in range(len(labels) - 1, -1, -step):
            half = width_of(drawable(labels[index]), self.size) / 2
            x = min(max(self.x(index), half), self.width - half)
            self.words(labels[index], x, self.y0 - self.size * 1.4, anchor="middle")

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        anchor: Literal["start", "middle", "end"] = "start",
        colour: Color = palette.QUIET,
        bold: bool = False,
    ) -> None:
        """Write `text` with its foot at `y`; `anchor` is start, middle or end."""
        font = BOLD if bold else REGULAR
        self.drawing.add(
            String(
                round(x, 1),
                round(y * 2) / 2,  # the SVG writer turns text over at whole numbers of 2y
                drawable(text),
                fontName=font,
                fontSize=self.size,
                fillColor=colour,
                textAnchor=anchor,
            )
        )


def ticks(highest: float) -> list[int]:
    """Round whole numbers from 0 to at least `highest`, at most six of them."""
    wanted = max(highest, 1)
    power = 10 ** max(0, math.floor(math.log10(wanted)) - 1)
    steps = (power * factor for factor in (1, 2, 5, 10, 20))
    step = next(step for step in steps if wanted <= step * 5)
    return list(range(0, math.ceil(wanted / step) * step + 1, step))
