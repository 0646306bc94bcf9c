"""How long two linked tables of 44 forces take to protect, beside one question of an attacker."""

import numpy as np
import pandas as pd
import pytest

from dhp.statistics.disclosure import protect
from dhp.statistics.disclosure.attack import Attack
from dhp.statistics.disclosure.system import system
from tests.benchmarks.timing import Result, in_turn

FORCES, KINDS, REPEATS = 44, 8, 5
QUESTIONS = 200  # as many as may be asked; one for each end of each hidden count would be 1,200
LONGEST = 10_000  # milliseconds


@pytest.mark.parametrize("threshold", [3, 10])
def test_two_linked_tables_of_44_forces(threshold: int, results: list[Result]):
    tables = _linked(1)
    found = system(tables)
    hidden = frozenset(int(n) for n in np.flatnonzero(found.values < 10))
    one = min(hidden)

    def question() -> object:
        return Attack(found, hidden)._solve({one: 1.0}, least=False, whole=False)

    times = in_turn(lambda: lambda: protect(tables, threshold), question, REPEATS)
    what = f"protect two tables of 44 x 8, threshold {threshold}"
    results.append(Result(what, int(tables[0].to_numpy().sum()), *times, aim=QUESTIONS))
    assert max(times[0]) < LONGEST


def _linked(seed: int) -> list[pd.DataFrame]:
    """The same deaths of each force divided in two ways."""
    random = np.random.default_rng(seed)
    first = pd.DataFrame(random.poisson(2, (FORCES, KINDS)), columns=list("abcdefgh"))
    split = [random.multinomial(total, [1 / KINDS] * KINDS) for total in first.sum(axis=1)]
    return [first, pd.DataFrame(split, columns=list("stuvwxyz"))]
