from itertools import pairwise

import pytest
from reportlab.graphics.shapes import Circle, PolyLine, String

from dhp.charts import palette
from dhp.charts.lines import Line, Lines

LABELS = ("a", "b", "c", "d")


def lines(*lines):
    return Lines("Week ending", "Deaths", LABELS, lines)


def test_each_line_is_named_at_its_end_with_its_last_value():
    chart = lines(Line("This year", (1, 3, 6, 9)), Line("Last year", (2, 4, 5, 7)))

    strings = [s for s in chart.draw(400, 150, 9).contents if isinstance(s, String)]
    blue = [s.text for s in strings if s.fillColor == palette.BLUE]
    navy = [s.text for s in strings if s.fillColor == palette.NAVY]
    assert navy == ["This year", "9"]
    assert blue == ["Last year", "7"]


def test_only_the_second_line_is_dashed():
    chart = lines(Line("This year", (1, 3, 6, 9)), Line("Last year", (2, 4, 5, 7)))

    shapes = [s for s in chart.draw(400, 150, 9).contents if isinstance(s, PolyLine)]
    dashed = {shape.strokeColor.hexval(): bool(shape.strokeDashArray) for shape in shapes}
    assert dashed == {palette.NAVY.hexval(): False, palette.BLUE.hexval(): True}


@pytest.mark.parametrize("values", [(9, 9), (0, 0), (9, 8)])
def test_names_of_lines_that_end_together_do_not_cover_each_other(values):
    chart = lines(*(Line(f"Year {v}", (0, 1, 2, value)) for v, value in enumerate(values)))

    names = [
        s for s in chart.draw(400, 150, 9).contents if isinstance(s, String) and s.x > 400 - 72
    ]
    heights = sorted(s.y for s in names)
    assert len(heights) >= 4
    assert all(b - a >= 9 for a, b in pairwise(heights))


@pytest.mark.parametrize("values", [(57, 0), (60, 0), (60, 60), (0, 0)])
def test_names_of_lines_stay_inside_the_picture(values):
    chart = lines(*(Line("2026-27", (0, 0, 0, value)) for value in values))

    names = [
        s for s in chart.draw(400, 150, 9).contents if isinstance(s, String) and s.x > 400 - 72
    ]
    assert all(0 <= s.y <= 150 - 0.75 * 9 for s in names), [(s.text, s.y) for s in names]


def test_a_gap_breaks_the_line():
    drawing = lines(Line("This year", (1, 2, None, 4))).draw(400, 150, 9)

    shapes = [s for s in drawing.contents if isinstance(s, PolyLine)]
    assert [len(shape.points) for shape in shapes] == [4]


def test_a_value_between_two_gaps_is_a_point():
    drawing = lines(Line("This year", (None, 2, None, None))).draw(400, 150, 9)

    assert any(isinstance(shape, Circle) and shape.r == 9 / 6 for shape in drawing.contents)


def test_the_table_holds_the_same_numbers():
    chart = lines(Line("This year", (1, 2, None, None)), Line("Last year", (1, 2, 3, 1004)))

    heads, rows = chart.data()
    assert heads == ("Week ending", "This year", "Last year")
    assert rows[-1] == ("d", "not available", "1,004")


def test_three_lines_are_too_many():
    with pytest.raises(ValueError, match="one or two"):
        lines(*[Line("x", (1, 2, 3, 4))] * 3)


def test_a_line_of_another_length_is_refused():
    with pytest.raises(ValueError, match="as many values"):
        lines(Line("x", (1, 2)))
