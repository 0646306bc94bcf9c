"""Lateness from deaths told as pairs of a day and a delay, without a record."""

from datetime import date, timedelta

import pytest

from dhp.statistics.analysis.exhibit import Exhibit, Missing
from dhp.statistics.analysis.lateness import FOLLOWED, climb

TODAY = date(2025, 12, 10)


def deaths(first: date, number: int, *delays: int):
    """`number` deaths, one a day from `first` on, their delays taken in turn."""
    return [(first + timedelta(days=n), delays[n % len(delays)]) for n in range(number)]


RECENT, EARLIER = date(2025, 1, 1), date(2024, 1, 1)


def test_two_years_of_deaths_give_two_curves_and_their_medians() -> None:
    told = deaths(RECENT, 60, 2, 2, 9) + deaths(EARLIER, 60, 4, 20, 20)

    found = climb(told, TODAY, 0)

    assert isinstance(found, Exhibit)
    assert found.title == "Half notified within 2 days, 20 days in the 12 months before"
    recent, before = found.chart.curves
    assert [day for day, _share in recent.points] == [2, 9]
    assert [share for _day, share in recent.points] == pytest.approx([2 / 3, 1])
    assert [day for day, _share in before.points] == [4, 20]
    assert [share for _day, share in before.points] == pytest.approx([1 / 3, 1])


def test_a_death_that_came_after_the_days_followed_is_in_no_curve() -> None:
    told = [*deaths(EARLIER, 40, 1), (EARLIER, FOLLOWED + 1)]

    found = climb(told, TODAY, 3)

    assert [curve.points for curve in found.chart.curves] == [((1, 1.0),)]
    assert found.title == "Half notified within 1 day between one and two years ago"
    assert any("3 deaths were left out" in note for note in found.notes)


def test_fewer_than_thirty_deaths_are_too_few() -> None:
    found = climb(deaths(RECENT, 29, 1), TODAY, 0)

    assert isinstance(found, Missing)
    assert found.why.startswith("Too few to say")


def test_late_notices_of_recent_deaths_are_allowed_for() -> None:
    """A third of deaths comes after 60 days; of the latest ones those are still to come."""
    whole = deaths(date(2024, 12, 20), 330, 1, 1, 60)
    seen = [(day, delay) for day, delay in whole if day + timedelta(days=delay) <= TODAY]

    found = climb(seen, TODAY, 0)

    plain = sum(delay == 1 for _day, delay in seen) / len(seen)
    assert plain > 0.68
    assert abs(found.chart.curves[0].at(1) - 2 / 3) < 0.01
