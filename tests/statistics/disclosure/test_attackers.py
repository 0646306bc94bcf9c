"""Random linked tables and a growing one, attacked: the bounds are true, and nothing is hidden in vain.

A sample runs with every test; `DISCLOSURE_SETS=300` in the environment runs as many sets of tables.
"""

import itertools
import os

import numpy as np
import pandas as pd
import pytest

from dhp.statistics.disclosure import clear, protect, safe
from dhp.statistics.disclosure.attack import Attack
from dhp.statistics.disclosure.system import TOTAL, system
from tests.statistics.disclosure.tables import crossed

SETS = int(os.environ.get("DISCLOSURE_SETS", "20"))
THRESHOLD = 3


def linked(random, mean):
    """Two tables of the same deaths: the same rows, divided in two ways."""
    rows = random.integers(2, 4)
    first = pd.DataFrame(random.poisson(mean, (rows, 2)), columns=list("ab"))
    split = [random.multinomial(total, [0.6, 0.4]) for total in first.sum(axis=1)]
    return [first, pd.DataFrame(split, columns=list("xy"))]


def published(tables, counts):
    """Every quantity of the linked tables as a row of `counts`, a column each guess of the cells."""
    start, quantities = 0, {}
    for n, table in enumerate(tables):
        inner = counts[start : start + table.size].reshape(*table.shape, -1)
        start += table.size
        for (i, row), (j, column) in itertools.product(enumerate(table.index), enumerate(table)):
            quantities[n, row, column] = inner[i, j]
        for i, row in enumerate(table.index):
            quantities[n, row, TOTAL] = inner[i].sum(axis=0)
        for j, column in enumerate(table):
            quantities[n, TOTAL, column] = inner[:, j].sum(axis=0)
        quantities[n, TOTAL, TOTAL] = inner.sum(axis=(0, 1))
    return quantities


def tried(tables, hidden):
    """The least and greatest of each hidden cell over every table that agrees with all shown."""
    truth = np.concatenate([table.to_numpy().ravel() for table in tables])
    places = [
        (n, row, column)
        for n, table in enumerate(tables)
        for row in table.index
        for column in table
    ]
    unknown = [k for k, (n, row, column) in enumerate(places) if (row, column) in hidden[n]]
    highest = int(max(table.to_numpy().sum() for table in tables))
    guesses = np.array(list(itertools.product(range(highest + 1), repeat=len(unknown)))).T
    counts = np.repeat(truth[:, None], max(guesses.shape[-1], 1), axis=1)
    if unknown:
        counts[unknown] = guesses
    now, true = published(tables, counts), published(tables, truth[:, None])
    fits = np.ones(counts.shape[1], dtype=bool)
    for (n, *cell), values in now.items():
        if tuple(cell) not in hidden[n]:
            fits &= values == true[n, *cell]
        elif tuple(cell) != (TOTAL, TOTAL):  # a total that two tables share is one number
            twins = [key for key in now if key[1:] == (*cell,) and key[0] != n and cell[1] == TOTAL]
            for twin in twins:
                fits &= values == now[twin]
    return {
        (n, *cell): (int(values[fits].min()), int(values[fits].max()))
        for (n, *cell), values in now.items()
        if tuple(cell) in hidden[n]
    }


def test_the_bounds_are_those_of_trying_every_set_of_linked_tables():
    random = np.random.default_rng(11)
    for _set in range(SETS):
        tables = linked(random, 0.8)
        found = system(tables)
        inner = [
            number for place in found.places for cell, number in place.items() if TOTAL not in cell
        ]
        chosen = frozenset(int(n) for n in random.choice(inner, 4, replace=False))
        hidden = found.cells(chosen)
        attack = Attack(found, chosen)

        bounds = {
            (n, *cell): attack.interval(found.places[n][cell], whole=True)
            for n, cells in enumerate(hidden)
            for cell in cells
        }

        assert bounds == tried(tables, hidden)


def test_no_protected_cell_is_told_and_none_is_hidden_in_vain():
    """Every cell hidden beside the small ones is needed: without it a small one is told."""
    random = np.random.default_rng(12)
    needed = 0
    for _set in range(SETS):
        tables = linked(random, random.choice([1.0, 3.0, 8.0]))
        found = system(tables)
        hidden = found.quantities(protect(tables, THRESHOLD).hidden)
        small = [n for n, value in enumerate(found.values) if 0 < value < THRESHOLD]

        assert all_safe(found, hidden, small)
        for extra in hidden - frozenset(small):
            needed += 1
            assert not all_safe(found, hidden - {extra}, small)

    assert needed > SETS / 2  # otherwise nothing was tried


def all_safe(found, hidden, small):
    attack = Attack(found, hidden)
    return all(safe(found.values[n], attack.interval(n), THRESHOLD) for n in small)


def history(months):
    """A national table by type and sex, month by month: late arrivals, withdrawals, new types."""
    random = np.random.default_rng(0)
    counts = pd.DataFrame(random.poisson(14, (4, 3)), index=list("abcd"), columns=list("fmo"))
    for _month in range(months):
        counts = counts + random.poisson(0.4, counts.shape)
        for _change in range(2):
            row, column, other = random.integers(4), random.integers(3), random.integers(4)
            if counts.iat[row, column]:
                counts.iat[row, column] -= 1
                if random.random() < 0.6:
                    counts.iat[other, column] += 1
        yield crossed({row: dict(counts.loc[row]) for row in counts.index}, sensitive=False)


def issues(months, *, ledger):
    """What was shown in each month, as an attacker reads it from the cleared tables."""
    before, read = [], []
    for table in history(months):
        clearing = clear([table], earlier=before if ledger else [])
        before.append({entry.series: entry.issued for entry in clearing.entries})
        read.append(
            {
                (row.key, column): int(cell.shown.replace(",", ""))
                for row in clearing.tables[0].rows
                for column, cell in row.cells.items()
                if cell.shown != "[c]"
            }
        )
    return read


def isolated(pairs):
    """How many people the difference of two issues shows in cells that changed by too little."""
    people = 0
    for then, now in pairs:
        for place in then.keys() & now.keys():
            limit = THRESHOLD if TOTAL in place else 5
            change = abs(now[place] - then[place])
            people += change if 0 < change < limit else 0
    return people


@pytest.mark.parametrize("months", [int(os.environ.get("DISCLOSURE_MONTHS", "10"))])
def test_with_the_ledger_nobody_is_isolated_and_without_it_many_are(months):
    guarded, bare = issues(months, ledger=True), issues(months, ledger=False)

    assert isolated(itertools.combinations(guarded, 2)) == 0
    inner = [{place: n for place, n in one.items() if TOTAL not in place} for one in bare]
    deaths = list(history(months))[-1].cell(TOTAL, TOTAL).value
    assert isolated(itertools.pairwise(inner)) >= 0.15 * deaths  # each of them but once
