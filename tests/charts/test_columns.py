import pytest
from reportlab.graphics.shapes import Drawing, Rect, String

from dhp.charts import palette
from dhp.charts.columns import Band, Columns
from dhp.charts.plot import ticks


def columns(*values, **changes):
    labels = tuple(f"week {n}" for n in range(1, len(values) + 1))
    return Columns("Week ending", "Notifications", labels, values, **changes)


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def bars(drawing: Drawing) -> list[Rect]:
    return [s for s in drawing.contents if isinstance(s, Rect) and s.fillColor != palette.BAND]


@pytest.mark.parametrize(
    ("highest", "wanted"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 1, 2, 3, 4, 5]),
        (11, [0, 5, 10, 15]),
        (99, [0, 20, 40, 60, 80, 100]),
        (262, [0, 100, 200, 300]),
        (1012, [0, 500, 1000, 1500]),
    ],
)
def test_the_scale_starts_at_zero_and_holds_the_highest(highest, wanted):
    assert ticks(highest) == wanted


def test_heights_are_in_proportion_to_values():
    drawing = columns(2, 4, 8).draw(400, 150, 9)

    heights = [bar.height for bar in bars(drawing)]
    assert heights[1] == pytest.approx(2 * heights[0])
    assert heights[2] == pytest.approx(4 * heights[0])


def test_only_provisional_columns_are_hatched():
    drawing = columns(3, 3, 3, provisional=2).draw(400, 150, 9)

    assert [bar.fillColor for bar in bars(drawing)] == [palette.NAVY, palette.PAPER, palette.PAPER]
    assert "provisional" in texts(drawing)


def test_hatching_stays_inside_its_column():
    drawing = columns(3, 7).draw(400, 150, 9)

    bar = bars(drawing)[1]
    slanting = [s for s in drawing.contents if hasattr(s, "x1") and s.x1 != s.x2 and s.y1 != s.y2]
    assert slanting
    for line in slanting:
        assert bar.x - 0.01 <= line.x1 <= line.x2 <= bar.x + bar.width + 0.01
        assert bar.y - 0.01 <= line.y1 <= line.y2 <= bar.y + bar.height + 0.01


def test_the_usual_range_is_named_in_words():
    drawing = columns(3, 4, band=Band(1, 10, "Usual range 1 to 10")).draw(400, 150, 9)

    assert "Usual range 1 to 10" in " ".join(texts(drawing))


def test_a_zero_is_written_and_a_gap_is_not_a_zero():
    chart = columns(0, None, 3)

    assert len(bars(chart.draw(400, 150, 9))) == 2
    assert [row[1] for row in chart.data()[1]] == ["0", "not available", "3"]


def test_every_value_is_written_where_there_is_room_and_else_the_last():
    chart = columns(*range(20, 46), provisional=0)

    assert {"20", "45"} <= set(texts(chart.draw(482, 150, 9)))
    assert "45" in texts(chart.draw(300, 150, 13))
    assert "23" not in texts(chart.draw(300, 150, 13))


def test_the_last_value_clears_the_column_before_it():
    drawing = columns(*[9] * 25, 5).draw(300, 150, 13)

    last = next(
        s for s in drawing.contents if isinstance(s, String) and s.text == "5" and s.x > 150
    )
    assert last.y > max(bar.y + bar.height for bar in bars(drawing))


def test_the_last_label_is_always_there():
    drawing = columns(*range(26)).draw(300, 150, 13)

    assert "week 26" in texts(drawing)
    assert "week 25" not in texts(drawing)


def test_words_stay_on_the_drawing():
    chart = columns(*range(26), band=Band(1, 10, "Usual range 1 to 10"))

    for shape in chart.draw(340, 220, 13).contents:
        if isinstance(shape, String):
            left, low, right, high = shape.getBounds()
            assert left >= 0
            assert low >= -13 * 0.3
            assert right <= 340
            assert high <= 220


def test_no_weeks_at_all_is_an_empty_frame():
    assert bars(columns().draw(400, 150, 9)) == []


def test_values_without_labels_are_refused():
    with pytest.raises(ValueError, match="as many values as labels"):
        Columns("Week", "Deaths", ("1",), (1, 2))
