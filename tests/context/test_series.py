"""Sums that never take silence for zero."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.absence import Absence
from dhp.calendar import week_of
from dhp.context.series import add_up, compare, lines, same_week_last_year, weeks_to

NUMBERS = st.dictionaries(st.integers(1, 6), st.integers(0, 50))


def test_a_sum_says_how_many_forces_it_covers():
    total = add_up({1: 5, 2: 0}, due=3)

    assert (total.figure, total.coverage, total.nil) == (5, "2 of 3", 1)


def test_a_sum_over_nobody_is_not_returned():
    assert add_up({}, due=3).figure is Absence.NOT_RETURNED


def test_a_sum_of_nils_is_a_confirmed_none():
    assert add_up({1: 0, 2: 0}, due=2).figure is Absence.CONFIRMED_NONE


def test_last_year_is_compared_over_the_same_forces_only():
    compared = compare({1: 10, 2: 20, 3: 30}, {2: 25, 3: 0, 4: 99})

    assert (compared.now, compared.then, compared.forces) == (50, 25, 2)


@given(NUMBERS, NUMBERS, st.integers(0, 50))
def test_a_force_that_returned_one_week_only_changes_no_comparison(now, then, number):
    assert compare({**now, 9: number}, then) == compare(now, then)


def test_a_line_adds_up_one_unchanging_set_of_forces():
    drawn = lines([{1: 10, 2: 1}, {1: 11}], [{1: 8, 2: 2}, {1: 9, 2: 3}], due=2)

    assert drawn.forces == 1
    assert (drawn.this_year, drawn.last_year) == ((10, 11), (8, 9))


def test_a_week_that_most_forces_did_not_return_is_a_gap_and_not_zero():
    drawn = lines([{1: 10, 2: 1, 3: 1}, {1: 11}, {}], [{}, {}, {}], due=3)

    assert (drawn.this_year, drawn.forces) == ((12, None, None), 3)
    assert drawn.last_year == (None, None, None)


def test_where_no_force_returned_every_week_nothing_is_drawn():
    drawn = lines([{1: 10}, {2: 1}], [{}, {}], due=2)

    assert (drawn.this_year, drawn.forces) == ((None, None), 0)


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.integers(1, 6))
def test_no_drawn_value_misses_a_force(weeks, due):
    drawn = lines(weeks, [{} for _ in weeks], due)

    for value, numbers in zip(drawn.this_year, weeks, strict=True):
        assert value is None or len(numbers) >= drawn.forces > 0


@pytest.mark.parametrize("day", [date(2025, 1, 2), date(2024, 2, 29), date(2026, 12, 31)])
def test_the_same_week_last_year_holds_the_same_date(day):
    week, then = week_of(day), same_week_last_year(week_of(day))
    same = date(week.end.year - 1, week.end.month, min(week.end.day, 28))

    assert abs((then.end - same).days) <= 6
    assert (week.end - then.end).days == 364


def test_weeks_come_oldest_first():
    weeks = weeks_to(week_of(date(2026, 1, 8)), 3)

    assert [week.end.isoformat() for week in weeks] == ["2025-12-25", "2026-01-01", "2026-01-08"]
