"""Nobody can work out a hidden count: tried by brute force, by pruning and by subtracting issues."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from dhp.statistics.disclosure import bounds, protect, safe
from dhp.statistics.disclosure.system import TOTAL, system
from tests.harness.examples import tries

THRESHOLD = 5


def invented(seed, *, most=5, mean=None):
    """A table of small random counts."""
    random = np.random.default_rng(seed)
    shape = random.integers(2, most + 1, size=2)
    return pd.DataFrame(random.poisson(mean or random.choice([0.6, 2, 6]), shape))


def linked(seed, rows=8):
    """Two tables of the same deaths: the same rows, split in two ways."""
    random = np.random.default_rng(seed)
    first = pd.DataFrame(random.poisson(2, (rows, 4)), columns=list("abcd"))
    shares = [0.5, 0.3, 0.2]
    split = [random.multinomial(total, shares) for total in first.sum(axis=1)]
    return [first, pd.DataFrame(split, columns=list("xyz"))]


def shown_with_margins(table):
    """Every published number by its cell."""
    cells = {(row, column): table.at[row, column] for row in table.index for column in table}
    cells |= {(row, "total"): total for row, total in table.sum(axis=1).items()}
    cells |= {("total", column): total for column, total in table.sum().items()}
    return cells | {("total", "total"): table.to_numpy().sum()}


def test_tables_that_a_third_links_share_the_grand_total():
    """An attacker adds up along the chain, so it is the same unknown in all three."""
    by_sex, by_both, by_type = (
        pd.DataFrame(
            counts, index=pd.Index(rows, name="rows"), columns=pd.Index(columns, name=name)
        )
        for counts, rows, columns, name in (
            ([[1, 2], [3, 4]], list("ab"), list("mf"), "sex"),
            ([[2, 1], [3, 4]], list("ab"), list("uv"), "type"),
            ([[4, 2], [1, 3]], list("pq"), list("uv"), "type"),
        )
    )

    places = system([by_sex, by_both, by_type]).places

    assert places[0][TOTAL, TOTAL] == places[1][TOTAL, TOTAL] == places[2][TOTAL, TOTAL]


def possible(table, hidden):
    """Every table that agrees with all that is shown: inner cells tried one by one."""
    known = shown_with_margins(table)
    unknown = [cell for cell in hidden if "total" not in cell]
    for counts in itertools.product(range(10), repeat=len(unknown)):
        guess = table.copy()
        for (row, column), count in zip(unknown, counts, strict=True):
            guess.at[row, column] = count
        numbers = shown_with_margins(guess)
        if all(numbers[cell] == known[cell] for cell in known.keys() - hidden):
            yield numbers


@pytest.mark.parametrize("seed", range(tries(6, thorough=60)))
def test_the_bounds_are_those_of_trying_every_table(seed):
    random = np.random.default_rng(seed)
    table = pd.DataFrame(random.integers(0, 3, (2, 3)), index=["n", "s"], columns=list("abc"))
    cells = sorted(set(shown_with_margins(table)) - {("total", "total")}, key=str)
    inner = [cell for cell in cells if "total" not in cell]
    margins = [cell for cell in cells if "total" in cell]
    hidden = {inner[n] for n in random.choice(len(inner), 3, replace=False)}
    hidden |= {margins[n] for n in random.choice(len(margins), 2, replace=False)}

    found = bounds(table, hidden)

    tried = list(possible(table, hidden))
    for cell, (low, high) in found.items():
        assert low == min(numbers[cell] for numbers in tried)
        if math.isfinite(high):
            assert high == max(numbers[cell] for numbers in tried)


def test_a_lone_hidden_cell_hides_nothing():
    table = pd.DataFrame([[1, 8], [7, 9]], index=["n", "s"], columns=["a", "b"])

    assert bounds(table, {("n", "a")}) == {("n", "a"): (1, 1)}


def test_two_hidden_in_each_row_and_column_may_still_be_told():
    """The counter-example to the rule of thumb: a row of noughts empties the pair."""
    table = pd.DataFrame([[1, 0, 0, 9], [0, 0, 8, 9], [0, 0, 9, 9], [9, 9, 9, 9]])
    hidden = {(0, 0), (0, 1), (1, 0), (1, 1)}

    assert bounds(table, hidden)[0, 0] == (1, 1)


@pytest.mark.parametrize("seed", range(tries(6, thorough=60)))
def test_nothing_small_is_shown_and_nothing_hidden_is_told(seed):
    table = invented(seed)

    hidden = protect(table, THRESHOLD).hidden

    numbers = shown_with_margins(table)
    small = {cell for cell, count in numbers.items() if 0 < count < THRESHOLD}
    assert small <= hidden
    found = bounds(table, hidden)
    assert all(safe(numbers[cell], found[cell], THRESHOLD) for cell in small)
    assert all(low < high for low, high in found.values())


@pytest.mark.parametrize("seed", range(0, 16, 2))
def test_no_other_cell_is_hidden_without_need(seed):
    table = invented(seed)
    numbers = shown_with_margins(table)
    hidden = protect(table, THRESHOLD).hidden
    small = {cell for cell, count in numbers.items() if 0 < count < THRESHOLD}

    for cell in hidden - small:
        found = bounds(table, hidden - {cell})
        assert not all(safe(numbers[one], found[one], THRESHOLD) for one in small)


def test_the_audit_is_what_an_attacker_finds():
    table = invented(3)

    protection = protect(table, THRESHOLD)

    assert protection.audit == bounds(table, protection.hidden)


def test_the_same_table_is_always_protected_alike():
    assert protect(invented(7), THRESHOLD) == protect(invented(7), THRESHOLD)


def test_a_table_without_small_counts_is_shown_whole():
    table = pd.DataFrame([[9, 0], [12, 30]])

    assert protect(table, THRESHOLD).hidden == frozenset()


@pytest.mark.parametrize("seed", range(4))
def test_what_one_table_hides_the_other_does_not_tell(seed):
    """The shared totals are one quantity: hidden in both or shown in both, and safe from both."""
    tables = linked(seed)

    first, second = protect(tables, 3).hidden

    assert {row for row, column in first if column == "total"} == {
        row for row, column in second if column == "total"
    }
    for table, hidden, audit in zip(tables, (first, second), protect(tables, 3).audit, strict=True):
        numbers, alone = shown_with_margins(table), bounds(table, hidden)
        for cell in hidden:
            assert alone[cell][0] <= audit[cell][0]
            assert alone[cell][1] >= audit[cell][1]
            if 0 < numbers[cell] < 3:
                assert safe(numbers[cell], audit[cell], 3)


def test_44_forces_in_two_linked_tables_can_be_protected():
    tables = linked(1, rows=44)

    for table, hidden in zip(tables, protect(tables, 3).hidden, strict=True):
        numbers = shown_with_margins(table)
        assert {cell for cell, count in numbers.items() if 0 < count < 3} <= hidden


def test_a_small_change_since_an_earlier_issue_is_hidden():
    before = pd.DataFrame([[20, 30], [40, 50]])
    now = pd.DataFrame([[21, 30], [40, 50]])

    hidden = protect(now, THRESHOLD, earlier=[(before, ())]).hidden

    assert (0, 0) in hidden
    assert protect(now, THRESHOLD).hidden == frozenset()


def test_what_was_hidden_stays_hidden():
    before = pd.DataFrame([[2, 30, 9], [40, 50, 9]])
    hidden = protect(before, THRESHOLD).hidden
    now = before + 20

    assert hidden <= protect(now, THRESHOLD, earlier=[(before, hidden)]).hidden


def history(seed, months=24):
    """Cumulative counts, a table a month: arrivals, some withdrawn, some reclassified."""
    random = np.random.default_rng(seed)
    table = pd.DataFrame(random.poisson(6, (6, 4)), columns=list("abcd"))
    for _ in range(months):
        table = table + random.poisson(0.5, table.shape)
        for _change in range(2):
            row, column, other = (random.integers(n) for n in (6, 4, 4))
            if table.iat[row, column]:
                table.iat[row, column] -= 1
                if random.random() < 0.6:
                    table.iat[row, other] += 1
        yield table.copy()


def isolated(issues):
    """How many people the differences of any two issues show in groups that are too small."""
    people = 0
    for (before, past), (now, hidden) in itertools.combinations(issues, 2):
        then, numbers = shown_with_margins(before), shown_with_margins(now)
        for cell in numbers.keys() - past - hidden:
            change = abs(int(numbers[cell]) - int(then[cell]))
            people += change if 0 < change < THRESHOLD else 0
    return people


@pytest.mark.parametrize("seed", range(1))
def test_subtracting_any_two_of_24_issues_isolates_nobody(seed):
    issues = []
    for table in history(seed):
        issues.append((table, protect(table, THRESHOLD, earlier=issues).hidden))

    assert isolated(issues) == 0


def test_without_the_earlier_issues_many_are_isolated():
    """The control: the same issues, each protected by itself."""
    issues = [(table, protect(table, THRESHOLD).hidden) for table in history(0)]

    deaths = issues[-1][0].to_numpy().sum()
    assert isolated(issues) > 0.15 * deaths


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame([[1, -1]]),
        pd.DataFrame([[1.5, 2]]),
        pd.DataFrame([[1, math.nan]]),
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        pd.DataFrame([[1, 2]], columns=["a", "total"]),
    ],
)
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match=r"\w"):
        protect(table, THRESHOLD)


def test_a_threshold_that_hides_nothing_is_refused():
    with pytest.raises(ValueError, match="2 or more"):
        protect(pd.DataFrame([[1]]), 1)
