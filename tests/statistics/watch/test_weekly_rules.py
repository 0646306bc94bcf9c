"""The weekly rules on plain counts: when they fire, and how often by chance."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from scipy.stats import poisson

from dhp.calendar import week_of
from dhp.definitions import DeathType
from dhp.statistics.watch.watched import CHANCE, LEAST_LENGTH
from dhp.statistics.watch.weekly import _slow, _tails, cusum_limit, false_alarm_rate, tail_limit


def told(counts, kind=DeathType.IPH):
    """Weeks in order, each with as many deaths of one type."""
    weeks = [week_of(date(2026, 3, 5))]
    while len(weeks) < len(counts):
        weeks.insert(0, weeks[0].previous)
    return [(week, Counter({kind: n})) for week, n in zip(weeks, counts, strict=True)]


def test_a_week_that_chance_would_not_bring_fires_for_all_and_for_its_type():
    found = {one.figure.key: one for one in _tails(told([5] * 12 + [14]))}

    assert set(found) == {"", "iph"}
    assert all(one.exceeds and one.limit == 14 for one in found.values())


def test_one_less_does_not_fire():
    assert not any(one.exceeds for one in _tails(told([5] * 12 + [13])))


def test_a_base_of_fewer_than_twelve_deaths_is_not_watched():
    assert list(_tails(told([1] * 11 + [0, 9]))) == []


@pytest.mark.parametrize("usual", [1.2, 5.0, 20.0])
def test_the_limit_is_the_least_count_that_chance_seldom_reaches(usual):
    limit = tail_limit(usual)

    assert poisson.sf(limit - 1, usual) <= CHANCE < poisson.sf(limit - 2, usual)


def test_the_false_alarm_rate_is_what_happens_when_nothing_changes():
    """A million invented weeks, each with its own base of twelve."""
    random = np.random.default_rng(3)
    bases, weeks = random.poisson(5 * 12, 1_000_000), random.poisson(5, 1_000_000)
    limits = np.vectorize(lambda base: tail_limit(base / 12))(np.arange(bases.max() + 1))

    fired = (weeks >= limits[bases]).mean()

    assert false_alarm_rate(5.0) == pytest.approx(fired, rel=0.15)
    assert CHANCE / 2 < fired < 2 * CHANCE


def test_several_weeks_a_little_high_fire_together():
    steady, risen = [5] * 64, [5] * 60 + [10] * 4

    assert [one.exceeds for one in _slow(told(steady))] == [False]
    assert [one.exceeds for one in _slow(told(risen))] == [True]


def test_the_slow_rule_needs_half_a_year_before_it():
    assert list(_slow(told([0] * 40 + [5] * 24))) == []


def test_the_slow_rule_seldom_fires_by_chance():
    limit, length = cusum_limit(5, 7)

    assert length >= LEAST_LENGTH
    assert limit == 6 or cusum_limit(5, 7)[1] < 200
