"""Two lists: shares, Chapman's estimate and its interval, against hand-worked examples."""

import pytest

from dhp.evidence.capture import Capture


def test_chapmans_estimate_worked_by_hand():
    """201 x 251 / 51 - 1; variance 201 x 251 x 150 x 200 / (51 x 51 x 52) = 11,190.4."""
    capture = Capture(matched=50, ours_only=150, theirs_only=200)

    assert (capture.ours, capture.theirs, capture.together) == (200, 250, 400)
    assert capture.estimate.value == pytest.approx(988.2353, abs=1e-4)
    # 588.2353 missed; exp(1.959964 x sqrt(ln(1 + 11190.4 / 588.2353^2))) = 1.418590
    assert capture.estimate.low == pytest.approx(814.66, abs=0.01)
    assert capture.estimate.high == pytest.approx(1234.46, abs=0.01)


def test_the_shares_are_of_what_belongs_on_both():
    capture = Capture(matched=8, ours_only=4, theirs_only=2)

    assert (capture.our_rate.count, capture.our_rate.base) == (8, 10)
    assert (capture.their_rate.count, capture.their_rate.base) == (8, 12)
    assert capture.our_rate.low == pytest.approx(0.4901625, abs=1e-6)  # Wilson, by hand
    assert capture.our_rate.high == pytest.approx(0.9433178, abs=1e-6)


def test_without_a_match_there_is_no_interval():
    estimate = Capture(matched=0, ours_only=3, theirs_only=2).estimate

    assert (estimate.value, estimate.low, estimate.high) == (11.0, None, None)


def test_without_a_death_on_each_list_there_is_no_estimate():
    assert Capture(0, 5, 0).estimate is None
    assert Capture(0, 0, 0).our_rate is None
    assert Capture(0, 0, 0).their_rate is None


def test_where_one_list_holds_all_nothing_was_missed():
    estimate = Capture(matched=6, ours_only=4, theirs_only=0).estimate

    assert (estimate.value, estimate.low, estimate.high) == (10.0, 10.0, 10.0)


@pytest.mark.parametrize("counts", [(1, 1, 1), (3, 9, 2), (40, 1, 60)])
def test_the_interval_never_falls_below_what_was_seen(counts):
    capture = Capture(*counts)

    assert capture.together <= capture.estimate.low <= capture.estimate.value
    assert capture.estimate.value <= capture.estimate.high
