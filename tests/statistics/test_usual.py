import pytest
from scipy.stats import poisson

from dhp.statistics.usual import usual


@pytest.mark.parametrize("mean", [0, 0.3, 1, 4.6, 5, 12, 60])
def test_the_range_has_the_poisson_centiles_of_the_mean(mean: float) -> None:
    found = usual([int(mean * 10), *([0] * 9)]) if mean < 1 else usual([int(mean * 10)] + [0] * 9)

    low, high = poisson.ppf([0.025, 0.975], found.mean)
    assert (found.low, found.high) == (max(low, 0), high)


def test_words_follow_from_the_range() -> None:
    base = usual([5] * 12)

    assert base.verdict(base.high + 1) == "higher than expected"
    assert base.verdict(base.high) == "no clear change"
    assert base.verdict(base.low) == "no clear change"
    assert base.verdict(base.low - 1) == "lower than expected"


def test_with_a_small_base_nothing_is_said() -> None:
    assert usual([0] * 11 + [3]).verdict(9) == "too few to say"


def test_a_range_needs_a_base() -> None:
    with pytest.raises(ValueError, match="base of counts"):
        usual([])
