"""Quantiles: against two other makers of the same method, and by hand."""

import statistics
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.statistics.quality.quantiles import Spread, quantile, spread

DAYS = st.lists(st.integers(0, 4000), min_size=1, max_size=80)


def test_the_quantiles_of_a_few_days_by_hand():
    assert spread([1, 2, 3, 4]) == Spread(4, 1.75, 2.5, 3.25, pytest.approx(3.7))
    assert spread([7]) == Spread(1, 7, 7, 7, 7)
    assert spread([]) is None


@given(days=DAYS.filter(lambda days: len(days) > 1))
def test_quartiles_and_tenths_are_those_of_the_standard_library(days):
    quarters = statistics.quantiles(days, n=4, method="inclusive")
    tenths = statistics.quantiles(days, n=10, method="inclusive")

    found = spread(days)

    assert [found.lower, found.median, found.upper] == pytest.approx(quarters)
    assert found.ninetieth == pytest.approx(tenths[-1])


@given(days=DAYS, share=st.floats(0, 1))
def test_every_quantile_is_that_of_numpy(days, share):
    expected = np.quantile(np.array(days, dtype=float), share, method="linear")

    assert quantile(sorted(days), share) == pytest.approx(float(expected), abs=1e-9)


@given(days=DAYS)
def test_quantiles_rise_and_stay_within_the_values(days):
    found = spread(days)

    rising = [min(days), found.lower, found.median, found.upper, found.ninetieth, max(days)]
    assert all(one <= other + 1e-9 for one, other in pairwise(rising))


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1], 1.1), ([1], -0.1)])
def test_no_quantile_is_made_up(values, share):
    with pytest.raises(ValueError, match=r"A (quantile|share)"):
        quantile(values, share)
