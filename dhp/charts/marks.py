"""Marks that read without colour: dots, rings, diamonds, and slanting lines that fill a box."""

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon
from reportlab.lib.colors import Color

from dhp.charts import palette


def dot(drawing: Drawing, x: float, y: float, radius: float, fill: Color = palette.NAVY) -> None:
    """A filled dot with a thin white edge, so that dots on each other can be told apart."""
    drawing.add(Circle(x, y, radius, fillColor=fill, strokeColor=palette.PAPER, strokeWidth=0.5))


def ring(drawing: Drawing, x: float, y: float, radius: float) -> None:
    """An empty dot."""
    drawing.add(
        Circle(
            x,
            y,
            radius,
            fillColor=palette.PAPER,
            strokeColor=palette.NAVY,
            strokeWidth=radius / 3,
        )
    )


def diamond(drawing: Drawing, x: float, y: float, radius: float) -> None:
    """A filled diamond: what a reader is to look at."""
    points = [x, y + radius, x + radius, y, x, y - radius, x - radius, y]
    drawing.add(Polygon(points, fillColor=palette.INK, strokeColor=palette.PAPER, strokeWidth=0.5))


def stroke(
    drawing: Drawing,
    ends: tuple[float, float, float, float],
    colour: Color,
    wide: float,
    dashes: tuple[float, ...] | None = None,
) -> None:
    """A straight line from x, y to x, y."""
    line = Line(*ends, strokeColor=colour, strokeWidth=wide)
    if dashes:
        line.strokeDashArray = dashes
    drawing.add(line)


def hatching(x0: float, y0: float, x1: float, y1: float, gap: float) -> list[Line]:
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
