import re
from datetime import date
from itertools import pairwise

import pytest
from reportlab.graphics.shapes import Circle, Drawing, Rect, String

from dhp.charts.svg import inline_svg
from dhp.charts.timeline import Mark, Timeline

DIED = date(2026, 3, 1)
LANES = ("Call-out", "MARAC", "Arrest")


def timeline(*marks: Mark, until: tuple[date, date] | None = (DIED, DIED)) -> Timeline:
    return Timeline(LANES, marks, until, "Death", ("When", "What"))


def on(day: date, lane: str = "Call-out") -> Mark:
    return Mark(lane, day, day, (day.isoformat(), lane))


def parts(drawing: Drawing, kind: type) -> list:
    return [part for part in drawing.contents if isinstance(part, kind)]


def test_a_day_is_a_dot_and_a_time_between_two_days_a_bar() -> None:
    year = Mark("MARAC", date(2020, 1, 1), date(2020, 12, 31), ("2020", "MARAC"))

    drawing = timeline(on(date(2024, 5, 1)), year, until=None).draw(800, 14)

    assert len(parts(drawing, Circle)) == 1
    (bar,) = parts(drawing, Rect)
    assert bar.width > 14


def test_marks_stand_in_the_order_of_time_and_before_the_death() -> None:
    days = [date(2021, 1, 1), date(2023, 1, 1), date(2025, 6, 1)]

    drawing = timeline(*(on(day) for day in days)).draw(800, 14)

    places = [dot.cx for dot in parts(drawing, Circle)]
    (death,) = parts(drawing, Rect)
    assert places == sorted(places)
    assert places[-1] < death.x < 800


def test_only_lanes_in_which_something_happened_take_room() -> None:
    one = timeline(on(date(2024, 5, 1))).draw(800, 14)
    two = timeline(on(date(2024, 5, 1)), on(date(2024, 5, 1), "Arrest")).draw(800, 14)

    words = [part.text for part in parts(one, String)]
    assert "Call-out" in words
    assert "MARAC" not in words
    assert one.height < two.height


@pytest.mark.parametrize("width", [300, 960])
@pytest.mark.parametrize("years", [0, 1, 40])
def test_nothing_is_drawn_outside_the_picture(width: int, years: int) -> None:
    first = date(2026 - years, 1, 1)
    drawing = timeline(
        on(first), Mark("Arrest", first, date(2026, 12, 31)), until=(DIED, date(2026, 9, 1))
    ).draw(width, 13)

    for dot in parts(drawing, Circle):
        assert dot.cx - dot.r >= 0
        assert dot.cx + dot.r <= width
    for bar in parts(drawing, Rect):
        assert bar.x + bar.width <= width
    years_shown = [part for part in parts(drawing, String) if re.fullmatch("[0-9]{4}", part.text)]
    places = [part.x for part in years_shown]
    assert all(after - before > 26 for before, after in pairwise(places))


def test_the_table_says_the_same_in_order() -> None:
    heads, rows = timeline(on(date(2024, 5, 1), "Arrest"), on(date(2020, 1, 1))).data()

    assert heads == ("When", "What")
    assert rows == (("2020-01-01", "Call-out"), ("2024-05-01", "Arrest"))


def test_a_mark_in_no_lane_is_refused() -> None:
    with pytest.raises(ValueError, match="Flight"):
        timeline(on(DIED, "Flight"))


def test_an_empty_timeline_can_be_drawn() -> None:
    assert parts(timeline(until=None).draw(300, 13), Circle) == []


def test_it_becomes_a_picture_with_a_name_and_no_style() -> None:
    svg = inline_svg(timeline(on(date(2024, 5, 1))).draw(300, 13), "c", "Contact", "One call-out")

    assert "style=" not in svg
    assert "<desc" in svg
    assert "One call-out" in svg
