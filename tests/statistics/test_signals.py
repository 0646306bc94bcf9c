"""Signals against published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.statistics.intervals import poisson_interval
from dhp.statistics.signals import (
    c_chart,
    cusum_reference,
    ears_c1,
    funnel,
    g_chart,
    poisson_cusum,
    poisson_tail,
    run_length,
    run_rules,
    t_chart,
    u_chart,
)

# Montgomery, Introduction to Statistical Quality Control: faults in 26 samples of circuit boards.
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24]
BOARDS += [16, 19, 17, 15]
# The same book: hours between failures of a valve.
VALVE = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214]
VALVE += [2831, 96]


def test_the_c_chart_is_that_of_the_circuit_boards():
    chart = c_chart(BOARDS)

    assert chart.centre == pytest.approx(19.85, abs=0.005)
    assert (chart.lower, chart.upper) == pytest.approx((6.48, 33.22), abs=0.01)
    assert chart.signals == (5, 19)


def test_the_t_chart_is_that_of_the_valve():
    """Montgomery has 5.386 as the centre of the roots, and nothing out of control."""
    chart = t_chart(VALVE)

    assert chart.centre ** (1 / 3.6) == pytest.approx(5.386, abs=0.01)
    assert chart.lower == 0
    assert chart.signals == ()


def test_the_u_chart_has_wider_limits_where_less_was_looked_at():
    chart = u_chart([14, 12, 20, 11], [10, 8, 13, 10])

    assert chart.centre == pytest.approx(57 / 41)
    assert chart.upper[1] > chart.upper[2]
    assert chart.upper[0] - chart.centre == pytest.approx(3 * (57 / 41 / 10) ** 0.5)


def test_the_g_chart_shows_the_median_and_is_wide_about_the_mean():
    chart = g_chart([2, 4, 12])

    assert (chart.centre, chart.lower) == (4, 0)
    assert chart.upper == pytest.approx(6 + 3 * 42**0.5)


@pytest.mark.parametrize("chart", [c_chart, g_chart, t_chart])
def test_a_chart_of_nothing_is_refused(chart):
    with pytest.raises(ValueError, match=r"\w"):
        chart([])


def test_two_events_at_the_same_moment_have_no_time_between_them():
    with pytest.raises(ValueError, match="above nought"):
        t_chart([3, 0, 2])


def test_values_on_the_line_neither_make_nor_break_a_run():
    runs = run_rules([1, 1, 2, 3, 3, 3, 1], centre=2)

    assert (runs.longest, runs.crossings) == (3, 2)


@pytest.mark.parametrize(
    ("values", "allowed", "needed"), [(10, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8), (100, 10, 41)]
)
def test_the_rules_have_the_published_limits(values, allowed, needed):
    """Anhoej and Olesen 2014, PLoS ONE 9, e113825, table 1."""
    runs = run_rules([n % 2 for n in range(values)], centre=0.5)

    assert (runs.longest_allowed, runs.crossings_needed) == (allowed, needed)
    assert not runs.shifted


def test_a_level_that_shifts_is_seen():
    assert run_rules([1] * 12 + [3] * 12, centre=2).shifted


def test_ears_looks_at_the_seven_counts_before():
    limits = ears_c1([4, 6, 5, 3, 7, 5, 5, 30, 5])

    assert limits[:7] == [None] * 7
    assert limits[7] == pytest.approx(5 + 3.0902323 * (10 / 6) ** 0.5)


def test_ears_may_have_a_floor_where_counts_hardly_vary():
    assert ears_c1([5] * 8, least_sd=0.5)[7] == pytest.approx(5 + 3.0902323 / 2)


def test_the_cusum_adds_what_is_above_and_never_falls_below_nought():
    assert poisson_cusum([5, 9, 8, 2, 7], k=7) == [0, 2, 3, 0, 0]


def test_the_cusum_cries_wolf_as_seldom_as_is_stated():
    """k = 7, h = 6: every 182 weeks at the usual 5, after 2.6 weeks at 10."""
    assert run_length(5, 7, 6) == pytest.approx(182, abs=0.5)
    assert run_length(10, 7, 6) == pytest.approx(2.6, abs=0.05)
    assert cusum_reference(5, 10) == pytest.approx(7.21, abs=0.01)


def test_a_poisson_tail_counts_that_many_or_more():
    assert poisson_tail(0, 3) == 1
    assert poisson_tail(1, 3) == pytest.approx(1 - 2.718281828**-3)


@pytest.mark.parametrize(
    ("events", "expected", "limit"),
    # Rows of the test data for public health in England, three years at 116.1720835 in 100,000.
    [(1, 1598.675694, 20.85059119), (5, 3348.002593, 49.78092521), (40, 15628.72636, 85.31298732)],
)
def test_the_lower_limit_of_a_funnel_is_that_of_the_published_rows(events, expected, limit):
    people, rate = expected * 3, 116.1720835 / 100_000
    rest = 1e9

    here, _there = funnel([events, round(rate * (rest + people)) - events], [people, rest], 100_000)

    assert here.low95 == pytest.approx(limit, rel=1e-5)


def test_places_without_a_death_are_in_the_common_rate():
    points = funnel([0, 10], [1e6, 1e6])

    assert [point.expected for point in points] == [5, 5]


@given(counts=st.lists(st.integers(0, 40), min_size=2, max_size=12))
def test_a_place_lies_beyond_a_limit_exactly_when_its_interval_says_so(counts):
    for count, point in zip(counts, funnel(counts, [1e6] * len(counts)), strict=True):
        low, high = poisson_interval(count, 0.998)
        outside = low > point.expected or high < point.expected
        assert (point.position in {"above 99.8", "below 99.8"}) == outside
        if abs(count - point.low998) > 1e-6 < abs(count - point.high998):
            assert outside == (count < point.low998 or count > point.high998)
