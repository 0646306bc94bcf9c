"""Two counts beside each other: the exact test, and the words that follow from it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.statistics.comparison import (
    HIGHER,
    LOWER,
    NO_CHANGE,
    TOO_FEW,
    VERDICTS,
    dispersion,
    rate_ratio,
    verdict,
)


def test_the_ratio_has_the_interval_of_the_published_example():
    """The example of R's poisson.test: 11 in 800 against 21 in 3,011."""
    found = rate_ratio(21, 11, 3_011, 800)

    assert found.ratio == pytest.approx(1.971488, rel=1e-6)
    assert (found.low, found.high) == pytest.approx((0.8584264, 4.2772659), rel=1e-5)


def test_the_p_value_is_twice_the_smaller_tail():
    """The central test of exactci: 2 * P(X >= 11) for 32 deaths and a share of 800 in 3,811."""
    share = 800 / 3_811
    tail = math.fsum(math.comb(32, n) * share**n * (1 - share) ** (32 - n) for n in range(11, 33))

    assert rate_ratio(21, 11, 3_011, 800).p_value == pytest.approx(2 * tail)


def test_a_ratio_to_nought_is_infinite_and_of_nothing_unknown():
    assert rate_ratio(0, 4).ratio == rate_ratio(0, 4).high == math.inf
    assert rate_ratio(4, 0).ratio == rate_ratio(4, 0).low == 0
    nothing = rate_ratio(0, 0)
    assert (nothing.ratio, nothing.low, nothing.high, nothing.p_value) == (None, 0, math.inf, 1)


@given(first=st.integers(0, 60), second=st.integers(0, 60))
def test_the_p_value_never_contradicts_the_interval(first, second):
    found = rate_ratio(first, second)

    assert (found.p_value < 0.05) == (found.low > 1 or found.high < 1)


@given(first=st.integers(0, 60), second=st.integers(0, 60), years=st.integers(1, 5))
def test_turning_the_comparison_round_turns_the_ratio_round(first, second, years):
    there, back = rate_ratio(first, second, 1, years), rate_ratio(second, first, years, 1)

    assert there.p_value == pytest.approx(back.p_value)
    if there.low:
        assert back.high == pytest.approx(1 / there.low)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [(5, 20, HIGHER), (20, 5, LOWER), (20, 22, NO_CHANGE), (2, 3, TOO_FEW), (0, 0, TOO_FEW)],
)
def test_the_words_follow_the_test(first, second, words):
    assert verdict(first, second) == words


@given(first=st.integers(0, 40), second=st.integers(0, 40), years=st.floats(0.1, 10))
def test_no_other_word_is_ever_said(first, second, years):
    assert verdict(first, second, 1, years) in VERDICTS


def test_dispersion_is_chi_square_over_its_degrees_of_freedom():
    assert dispersion([8, 12, 10], [10, 10, 10]) == pytest.approx((4 + 4 + 0) / 10 / 2)


@pytest.mark.parametrize("counts", [(-1, 2), (2, -1)])
def test_a_negative_count_is_refused(counts):
    with pytest.raises(ValueError, match="negative"):
        rate_ratio(*counts)


def test_a_count_of_nobody_is_refused():
    with pytest.raises(ValueError, match="somebody"):
        rate_ratio(1, 2, 1, 0)
