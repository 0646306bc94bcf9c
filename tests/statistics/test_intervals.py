"""Intervals against published values and against each other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.statistics.intervals import (
    byar_interval,
    poisson_interval,
    rate,
    standardised_rate,
)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904), (20, 12.2165, 30.8884)],
)
def test_the_exact_interval_is_that_of_the_tables(count, low, high):
    """Garwood's limits, as every table of the Poisson distribution prints them."""
    assert poisson_interval(count) == pytest.approx((low, high), abs=5e-5)


def test_byars_interval_is_that_of_the_published_rows():
    """Rows of the test data for public health in England (65 events at 95%, 1 at 99.8%)."""
    low, high = byar_interval(65)

    assert (low, high) == pytest.approx((50.1642, 82.8485), abs=0.01)
    assert byar_interval(1, 0.998)[0] is None
    assert byar_interval(1)[0] == pytest.approx(0.0131, abs=5e-5)  # small, and there all the same


@given(count=st.integers(10, 5_000))
def test_byars_interval_comes_within_a_fifth_of_a_per_cent_of_the_exact_one(count):
    (low, high), (exact_low, exact_high) = byar_interval(count), poisson_interval(count)

    assert low == pytest.approx(exact_low, rel=0.002)
    assert high == pytest.approx(exact_high, rel=0.002)


def test_a_rate_is_exact_below_ten_and_byars_from_ten_on():
    few, more = rate(9, 2_000_000), rate(10, 2_000_000)

    assert (few.method, more.method) == ("exact", "Byar")
    assert (few.low, few.high) == pytest.approx([end / 2 for end in poisson_interval(9)])
    assert (more.low, more.high) == pytest.approx([end / 2 for end in byar_interval(10)])


def test_standardising_what_is_alike_everywhere_changes_nothing():
    alike = standardised_rate([4, 7, 12], [1e6] * 3, [1, 1, 1])

    assert alike.value == pytest.approx(23 / 3)
    assert (alike.low, alike.high) == pytest.approx([end / 3 for end in byar_interval(23)])


def test_standardising_weighs_the_strata():
    rate_of = standardised_rate([10, 30], [1_000, 2_000], [3, 1], per=1_000)

    assert rate_of.value == pytest.approx((3 * 10 + 1 * 15) / 4)


def test_fewer_than_ten_deaths_are_not_standardised():
    few = standardised_rate([4, 5], [1e6, 1e6], [1, 1])

    assert (few.value, few.low, few.high) == (None, None, None)
    assert "below 10" in few.method


@pytest.mark.parametrize("wrong", [(-1, 0.95), (1, 0), (1, 1)])
def test_what_is_no_count_or_no_confidence_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        poisson_interval(*wrong)


def test_a_rate_of_nobody_is_refused():
    with pytest.raises(ValueError, match="somebody"):
        rate(1, 0)


@given(count=st.integers(0, 400), confidence=st.floats(0.5, 0.999))
def test_the_exact_interval_leaves_out_just_the_tails(count, confidence):
    low, high = poisson_interval(count, confidence)
    tail = (1 - confidence) / 2

    assert _at_most(count, high) == pytest.approx(tail, rel=1e-6)
    if count:
        assert 1 - _at_most(count - 1, low) == pytest.approx(tail, rel=1e-5)


def _at_most(count, mean):
    """The Poisson distribution function, summed term by term."""
    return math.fsum(
        math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count + 1)
    )
