"""Few questions give the same answers as all of them."""

import numpy as np
import pandas as pd
import pytest

from dhp.statistics.disclosure import protect
from dhp.statistics.disclosure.attack import Attack
from dhp.statistics.disclosure.audit import intervals
from dhp.statistics.disclosure.outer import outer_bounds
from dhp.statistics.disclosure.system import system


def linked(seed, rows=7):
    random = np.random.default_rng(seed)
    first = pd.DataFrame(random.poisson(2, (rows, 4)), columns=list("abcd"))
    split = [random.multinomial(total, [0.5, 0.3, 0.2]) for total in first.sum(axis=1)]
    return [first, pd.DataFrame(split, columns=list("xyz"))]


def some_hidden(found, seed, share=0.6):
    random = np.random.default_rng(seed)
    return frozenset(int(n) for n in np.flatnonzero(random.random(len(found.values)) < share))


@pytest.mark.parametrize("seed", range(8))
def test_the_intervals_are_those_of_asking_for_every_end(seed):
    found = system(linked(seed))
    hidden = some_hidden(found, seed)

    quick = intervals(Attack(found, hidden))

    # Each asked of an attacker who has seen nothing yet and trusts no sum.
    for quantity in sorted(hidden):
        asked = Attack(found, hidden)
        asked.is_settled = lambda *_, **__: False
        assert quick[quantity] == asked.interval(quantity)


@pytest.mark.parametrize("seed", range(8))
def test_no_truth_leaves_the_outer_bounds(seed):
    found = system(linked(seed))
    hidden = some_hidden(found, seed)
    attack = Attack(found, hidden)

    low, high = outer_bounds(found, hidden)

    for quantity in hidden:
        least, most = attack.interval(quantity)
        assert low[quantity] <= least
        assert most <= high[quantity]
    shown = sorted(set(range(len(found.values))) - hidden)
    assert (low[shown] == found.values[shown]).all()


def test_a_sum_whose_parts_are_all_hidden_bounds_nothing():
    found = system([pd.DataFrame([[4, 5], [6, 7]])])
    every = frozenset(range(len(found.values)))

    low, high = outer_bounds(found, every)

    assert (low == 0).all()
    assert np.isinf(high).all()


def test_44_forces_in_two_tables_take_few_questions(monkeypatch):
    random = np.random.default_rng(1)
    first = pd.DataFrame(random.poisson(2, (44, 8)), columns=list("abcdefgh"))
    split = [random.multinomial(total, [1 / 8] * 8) for total in first.sum(axis=1)]
    asked, solve = [], Attack._solve
    monkeypatch.setattr(Attack, "_solve", lambda *a, **k: asked.append(1) or solve(*a, **k))

    hidden = protect([first, pd.DataFrame(split, columns=list("stuvwxyz"))], 10).hidden

    assert sum(map(len, hidden)) > 500
    assert len(asked) < 200
