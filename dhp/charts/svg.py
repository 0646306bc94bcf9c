"""A drawing as SVG that can stand inside a page under a strict content security policy.

It is written straight from the shapes that charts are made of: ReportLab's own writer builds a document
of it first, which takes longer than to draw the chart and to write the rest of its page.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup, escape
from reportlab.graphics.shapes import (
    Circle,
    Drawing,
    Group,
    Line,
    Polygon,
    PolyLine,
    Rect,
    Shape,
    String,
)
from reportlab.lib.colors import Color

from dhp.charts.fonts import BOLD, drawable

_SVG = "http://www.w3.org/2000/svg"
_TYPEFACES = "Arial, Liberation Sans, Helvetica, sans-serif"  # one width, whichever is there

# Where a point of the drawing lies in the picture, whose heights count from above.
Place = Callable[[float, float], tuple[str, str]]


def inline_svg(drawing: Drawing, prefix: str, title: str, desc: str) -> Markup:
    """The drawing as an `<svg>` element without style attributes, an image with a name.

    `prefix` must be unique in the page: every id inside starts with it. `title` and `desc` are plain
    text; they are what a screen reader says instead of the picture. Raises TypeError for a shape that
    no chart is made of.
    """
    size = f"{_number(drawing.width)} {_number(drawing.height)}"
    shapes = "".join(_written(drawing.contents, 0.0, float(drawing.height)))
    return Markup(  # noqa: S704  every word is escaped where it is written
        f'<svg xmlns="{_SVG}" width="100%" preserveAspectRatio="xMinYMin meet" viewBox="0 0 {size}"'
        f' role="img" aria-labelledby="{prefix}-title {prefix}-desc" font-family="{_TYPEFACES}">'
        f'<title id="{prefix}-title">{_words(title)}</title>'
        f'<desc id="{prefix}-desc">{_words(desc)}</desc>{shapes}</svg>'
    )


def _written(shapes: Sequence[Shape], right: float, bottom: float) -> Iterator[str]:
    """The elements of shapes whose own corner lies `right` from the left and `bottom` from above."""
    place = partial(_place, right, bottom)
    for shape in shapes:
        if isinstance(shape, Group):
            *scale, x, y = shape.transform
            if tuple(scale) != (1, 0, 0, 1):
                raise TypeError("A part of a chart is moved, never turned or scaled.")
            yield from _written(shape.contents, right + x, bottom - y)
        else:
            write = _WRITERS.get(type(shape))
            if write is None:
                raise TypeError(f"No chart is made of {type(shape).__name__}.")
            yield write(shape, place)


def _place(right: float, bottom: float, x: float, y: float) -> tuple[str, str]:
    return _number(right + x), _number(bottom - y)


def _rect(shape: Any, place: Place) -> str:
    x, y = place(shape.x, shape.y + shape.height)
    size = f'width="{_number(shape.width)}" height="{_number(shape.height)}"'
    round_ends = f' rx="{_number(shape.rx)}"' if shape.rx else ""
    return f'<rect x="{x}" y="{y}" {size}{round_ends}{_fill(shape)}{_stroke(shape)}/>'


def _line(shape: Any, place: Place) -> str:
    (x1, y1), (x2, y2) = place(shape.x1, shape.y1), place(shape.x2, shape.y2)
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"{_stroke(shape)}/>'


def _polyline(shape: Any, place: Place) -> str:
    return f'<polyline points="{_points(shape, place)}" fill="none"{_stroke(shape)}/>'


def _polygon(shape: Any, place: Place) -> str:
    return f'<polygon points="{_points(shape, place)}"{_fill(shape)}{_stroke(shape)}/>'


def _circle(shape: Any, place: Place) -> str:
    x, y = place(shape.cx, shape.cy)
    return f'<circle cx="{x}" cy="{y}" r="{_number(shape.r)}"{_fill(shape)}{_stroke(shape)}/>'


def _text(shape: Any, place: Place) -> str:
    x, y = place(shape.x, shape.y)
    anchor = "" if shape.textAnchor == "start" else f' text-anchor="{shape.textAnchor}"'
    bold = ' font-weight="bold"' if shape.fontName == BOLD else ""
    size = f' font-size="{_number(shape.fontSize)}"'
    return f'<text x="{x}" y="{y}"{anchor}{bold}{size}{_fill(shape)}>{_words(shape.text)}</text>'


_WRITERS: dict[type[Shape], Callable[[Any, Place], str]] = {
    Rect: _rect,
    Line: _line,
    PolyLine: _polyline,
    Polygon: _polygon,
    Circle: _circle,
    String: _text,
}


def _points(shape: Any, place: Place) -> str:
    flat = shape.points
    return " ".join(",".join(place(*point)) for point in zip(flat[::2], flat[1::2], strict=True))


def _fill(shape: Any) -> str:
    return f' fill="{_colour(shape.fillColor)}"'


def _stroke(shape: Any) -> str:
    if shape.strokeColor is None:
        return ""
    dashes = shape.strokeDashArray
    dashed = f' stroke-dasharray="{" ".join(map(_number, dashes))}"' if dashes else ""
    wide = _number(shape.strokeWidth)
    return f' stroke="{_colour(shape.strokeColor)}" stroke-width="{wide}"{dashed}'


def _colour(colour: Color | None) -> str:
    return "none" if colour is None else f"#{colour.hexval()[2:]}"


def _number(number: float) -> str:
    """A length to the hundredth, finer than any screen shows."""
    return f"{round(number, 2):g}"


def _words(text: str) -> Markup:
    return escape(drawable(text))
