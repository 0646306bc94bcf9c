"""The chain ladder against the best-known triangle, and the delay curve against the ladder."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.statistics.delay import chain_ladder, delay_curve, mack_errors, may_show

# Claims of the Reinsurance Association of America, 1981 to 1990 (Mack 1993).
RAA = [
    [5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834],
    [106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704],
    [3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466],
    [5655, 11555, 15766, 21266, 23425, 26083, 27067],
    [1092, 9565, 15836, 22169, 25955, 26180],
    [1513, 6445, 11702, 12935, 15852],
    [557, 4020, 10946, 12314],
    [1351, 6947, 13112],
    [3133, 5395],
    [2063],
]


def test_the_ladder_is_that_of_the_published_triangle():
    ladder = chain_ladder(RAA)

    published = (2.999, 1.624, 1.271, 1.172, 1.113, 1.042, 1.033, 1.017, 1.009)
    assert ladder.factors == pytest.approx(published, abs=5e-4)
    outstanding = (0, 154, 617, 1636, 2747, 3649, 5435, 10907, 10650, 16339)
    assert ladder.outstanding == pytest.approx(outstanding, abs=0.5)
    assert sum(ladder.ultimates) == pytest.approx(213_122, abs=1)


def test_the_errors_are_those_that_mack_published():
    published = (0, 206, 623, 747, 1469, 2002, 2209, 5358, 6333, 24_566)

    assert mack_errors(RAA) == pytest.approx(published, abs=0.6)


def test_a_window_leaves_out_what_is_older():
    triangle = [[10, 40, 50], [10, 20, 22], [10, 12], [10]]

    assert chain_ladder(triangle, window=1).factors == (1.2, 1.1)
    assert chain_ladder(triangle, window=2).factors == (1.6, 1.2)
    assert chain_ladder(triangle, window=9) == chain_ladder(triangle)
    assert mack_errors(triangle, window=9) == mack_errors(triangle)


def test_rows_that_all_grow_alike_leave_no_doubt():
    assert mack_errors([[10, 20], [20, 40], [5]]) == (0, 0, 0)
    assert mack_errors([[0, 0], [0]]) == (0, 0)


@pytest.mark.parametrize("missing", [None, math.nan])
def test_cells_not_known_yet_may_be_left_off_or_be_missing(missing):
    padded = [row + [missing] * (10 - len(row)) for row in RAA]

    assert chain_ladder(padded) == chain_ladder(RAA)


def test_the_last_lag_is_complete():
    assert chain_ladder(RAA).completeness[-1] == 1


@pytest.mark.parametrize("triangle", [[], [[]], [[1, None, 3]], [[None, 2]]])
def test_what_is_no_triangle_is_refused(triangle):
    with pytest.raises(ValueError, match=r"\w"):
        chain_ladder(triangle)


def test_nothing_grows_from_nothing():
    assert chain_ladder([[0, 3], [0]]).ultimates == (3, 0)


@given(months=st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=4, max_size=8))
def test_the_delay_curve_of_a_triangle_is_its_completeness(months):
    """Both undo the same truncation, so they agree wherever somebody was at risk."""
    delays, followed, triangle = [], [], []
    for age, month in enumerate(months):
        reach = min(age, 3)
        seen = [count + (lag == 0) for lag, count in enumerate(month[: reach + 1])]
        triangle.append([sum(seen[: lag + 1]) for lag in range(reach + 1)])
        for lag, count in enumerate(seen):
            delays += [lag] * count
            followed += [reach] * count

    completeness = chain_ladder(triangle).completeness

    for step in delay_curve(delays, followed):
        assert step.known == pytest.approx(completeness[step.day])


def test_a_delay_longer_than_it_was_followed_is_refused():
    with pytest.raises(ValueError, match="followed"):
        delay_curve([5], [3])


@pytest.mark.parametrize(
    ("cases", "completeness", "shown"), [(30, 0.5, True), (29, 0.9, False), (40, 0.49, False)]
)
def test_an_estimate_is_hidden_where_too_little_stands_behind_it(cases, completeness, shown):
    assert may_show(cases, completeness) is shown
