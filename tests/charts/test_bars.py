import pytest
from reportlab.graphics.shapes import Line, Rect, String

from dhp.charts.bars import Bar, Bars
from dhp.charts.svg import inline_svg

PARTS = ("Valid", "Not known", "Missing")


def bars(*lines):
    return Bars("Field", "Fields that are due", PARTS, tuple(Bar(*line) for line in lines))


def boxes(drawing):
    """The parts of the bars, without the legend's own."""
    return [shape for shape in drawing.contents if isinstance(shape, Rect)][len(PARTS) :]


def test_parts_share_the_length_in_proportion():
    drawing = bars(("Sex", (6, 3, 1), "1 of 10 missing")).draw(600, 0, 15)

    wide = [box.width for box in boxes(drawing)]
    assert wide == pytest.approx([0.6 * sum(wide), 0.3 * sum(wide), 0.1 * sum(wide)])
    assert sum(wide) == pytest.approx(600 - 1.5)


def test_a_line_of_nothing_has_words_and_no_bar():
    drawing = bars(("Sex", (0, 0, 0), "none due")).draw(600, 0, 15)

    texts = [shape.text for shape in drawing.contents if isinstance(shape, String)]
    assert "none due" in texts
    assert boxes(drawing) == []


def test_the_last_part_reads_without_colour():
    with_gap = bars(("Sex", (1, 0, 9), "")).draw(600, 0, 15)
    whole = bars(("Sex", (10, 0, 0), "")).draw(600, 0, 15)

    lines = [sum(isinstance(s, Line) for s in drawing.contents) for drawing in (with_gap, whole)]
    assert lines[0] > lines[1] > 0  # the legend has some


@pytest.mark.parametrize("width", [345, 960])
def test_nothing_is_drawn_outside_the_picture(width):
    long = "A field with a name that is far too long for one line of a narrow page " * 2
    drawing = bars((long, (3, 4, 5), "5 of 12 missing"), ("Sex", (1, 1, 1), "")).draw(width, 0, 13)

    for shape in drawing.contents:
        left, low, right, high = shape.getBounds()
        assert left >= -1
        assert low >= 0
        assert right <= width + 1
        assert high <= drawing.height


def test_the_numbers_are_there_as_a_table():
    heads, rows = bars(("Sex", (1200, 3, 1), "")).data()

    assert heads == ("Field", *PARTS)
    assert rows == (("Sex", "1,200", "3", "1"),)


def test_a_bar_needs_a_number_for_each_part():
    with pytest.raises(ValueError, match="one number"):
        bars(("Sex", (1, 2), ""))
    with pytest.raises(ValueError, match="at most 4"):
        Bars("Field", "Fields", ("a", "b", "c", "d", "e"), ())


def test_words_are_escaped_on_the_page():
    drawing = bars(("<b>Sex</b>", (1, 0, 0), "")).draw(345, 0, 13)

    assert "<b>" not in inline_svg(drawing, "fields", "Fields", "Words")
