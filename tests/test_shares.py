"""Shares: their interval, their rounding and the words for them."""

from decimal import Decimal

import pytest

from dhp.shares import rounded, share_words, wilson_interval


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (29, 29, 0.8830, 1)],
)
def test_wilsons_interval_is_that_of_newcombes_examples(successes, trials, low, high):
    """Newcombe 1998, Statistics in Medicine 17, 857 to 872, table I, method 3."""
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("share", [(3, 2), (0, 0), (-1, 5)])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(*share)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.25, 1, "0.3"),
        (2.675, 2, "2.68"),
    ],
)
def test_halves_are_rounded_away_from_nought(value, places, shown):
    assert rounded(value, places) == Decimal(shown)


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [(3, 11, "3 of 11"), (0, 0, "0 of 0"), (1, 40, "3%"), (19, 20, "95%"), (1, 1000, "0.1%")],
)
def test_a_share_is_written_as_its_base_bears(count, base, words):
    assert share_words(count, base) == words
