import pytest
from reportlab.graphics.shapes import Circle, Line, String

from dhp.charts.intervals import Interval, Intervals
from dhp.charts.svg import inline_svg


def drawn(*rows):
    return Intervals("Theme", "Share", tuple(Interval(*row) for row in rows))


def dots(drawing):
    return [shape for shape in drawing.contents if isinstance(shape, Circle)]


def thick(drawing):
    """The intervals, without the scale and without their own ends."""
    lines = [shape for shape in drawing.contents if isinstance(shape, Line)]
    widest = max(line.strokeWidth for line in lines)
    return [line for line in lines if line.strokeWidth == widest]


def test_a_dot_lies_in_its_interval_on_a_scale_from_nought():
    drawing = drawn(("One", 0.2, 0.1, 0.4, "20%"), ("Two", 0.4, 0.2, 0.5, "40%")).draw(600, 0, 15)

    left, right = 1.5 * 15, 600 - 1.5 * 15
    for dot, line, low, share, high in zip(
        dots(drawing), thick(drawing), (0.1, 0.2), (0.2, 0.4), (0.4, 0.5), strict=True
    ):
        places = [left + (right - left) * value / 0.5 for value in (low, share, high)]
        assert [line.x1, dot.cx, line.x2] == pytest.approx(places)


@pytest.mark.parametrize(
    ("high", "end"), [(0.08, "10%"), (0.25, "25%"), (0.26, "50%"), (0.9, "100%")]
)
def test_the_scale_ends_after_the_highest(high, end):
    drawing = drawn(("One", 0.05, 0.0, high, "5%")).draw(600, 0, 15)

    scale = [shape.text for shape in drawing.contents if isinstance(shape, String)][:6]
    assert (scale[0], scale[-1]) == ("0%", end)


def test_a_line_without_a_number_has_words_and_no_dot():
    drawing = drawn(("One", None, 0.0, 0.0, "under development")).draw(600, 0, 15)

    assert dots(drawing) == []
    assert "under development" in [s.text for s in drawing.contents if isinstance(s, String)]


@pytest.mark.parametrize("width", [345, 960])
def test_nothing_is_drawn_outside_the_picture(width):
    long = "A theme with a name that is far too long for one line of a narrow page " * 2
    drawing = drawn((long, 1.0, 0.9, 1.0, "100% (90% to 100%)"), ("B", 0.0, 0.0, 0.1, "")).draw(
        width, 0, 13
    )

    for shape in drawing.contents:
        left, low, right, high = shape.getBounds()
        assert left >= -1
        assert low >= -1
        assert right <= width + 1
        assert high <= drawing.height + 1


def test_the_numbers_are_there_as_a_table():
    heads, rows = drawn(("One", 0.2, 0.1, 0.4, "20% (10% to 40%)")).data()

    assert (heads, rows) == (("Theme", "Share"), (("One", "20% (10% to 40%)"),))


@pytest.mark.parametrize("row", [(0.5, 0.6, 0.7), (0.2, -0.1, 0.4), (0.9, 0.8, 1.1)])
def test_a_share_lies_in_its_interval(row):
    with pytest.raises(ValueError, match="does not lie in its interval"):
        drawn(("One", *row))


def test_words_are_escaped_on_the_page():
    drawing = drawn(("<b>One</b>", 0.2, 0.1, 0.4, "20%")).draw(345, 0, 13)

    assert "<b>" not in inline_svg(drawing, "themes", "Themes", "Words")
