"""How far two coders agree."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence

from dhp.coding.agreement.measure import Agreement, about, undefined
from dhp.shares import wilson_interval

Table = Sequence[Sequence[int]]


def percent_agreement(first: Sequence[object], second: Sequence[object]) -> Agreement:
    """The share of units that both coders coded alike, with Wilson's interval.

    Units that either left out (None) are passed over. Raises ValueError for sequences of different
    length, as all measures of two coders do.
    """
    pairs = _both(first, second)
    if not pairs:
        return undefined(0, "no unit was coded by both")
    alike = sum(a == b for a, b in pairs)
    return Agreement(alike / len(pairs), len(pairs), *wilson_interval(alike, len(pairs)))


def positive_agreement(first: Sequence[object], second: Sequence[object]) -> Agreement:
    """Of what either coder found present, how far the other did too: 2a / (2a + b + c).

    Anything true counts as present (Cicchetti and Feinstein 1990). The interval is Wilson's of the
    units both found among those that either found, turned into the measure.
    """
    pairs = _both(first, second)
    either = sum(bool(a) or bool(b) for a, b in pairs)
    if not either:
        return undefined(len(pairs), "neither coder found it present")
    both = sum(bool(a) and bool(b) for a, b in pairs)
    low, high = wilson_interval(both, either)
    return Agreement(_twice(both / either), len(pairs), _twice(low), _twice(high))


def cohen_kappa(table: Table) -> Agreement:
    """Cohen's kappa (1960) of a square table: rows the first coder's categories, columns the second's.

    The interval is large-sample (Fleiss, Cohen and Everitt 1969). Raises ValueError for a table
    that is not square or holds a negative count, as `pabak` does.
    """
    n = _checked(table)
    if not n:
        return undefined(n, "no unit was coded by both")
    share = [[cell / n for cell in row] for row in table]
    rows, columns = [sum(row) for row in share], [sum(row) for row in zip(*share, strict=True)]
    seen = sum(share[k][k] for k in range(len(share)))
    chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    if math.isclose(chance, 1):
        return undefined(n, "both coders used one category only")
    kappa = (seen - chance) / (1 - chance)
    same = sum(
        share[k][k] * (1 - (rows[k] + columns[k]) * (1 - kappa)) ** 2 for k in range(len(share))
    )
    other = (1 - kappa) ** 2 * sum(
        share[i][j] * (columns[i] + rows[j]) ** 2
        for i in range(len(share))
        for j in range(len(share))
        if i != j
    )
    variance = same + other - (kappa - chance * (1 - kappa)) ** 2
    return about(kappa, math.sqrt(max(variance, 0) / n) / (1 - chance), n)


def pabak(table: Table) -> Agreement:
    """Kappa adjusted for prevalence and bias (Byrt, Bishop and Carlin 1993): (k po - 1) / (k - 1)."""
    n, categories = _checked(table), len(table)
    if not n:
        return undefined(n, "no unit was coded by both")
    if categories < 2:
        return undefined(n, "there is one category only")
    alike = sum(table[k][k] for k in range(categories))
    low, high = wilson_interval(alike, n)
    value, low, high = (
        (categories * share - 1) / (categories - 1) for share in (alike / n, low, high)
    )
    return Agreement(value, n, low, high)


def gwet_ac1(
    first: Sequence[Hashable | None],
    second: Sequence[Hashable | None],
    categories: Sequence[Hashable] = (),
) -> Agreement:
    """Gwet's AC1 of two coders (2008), which rare codes do not drive to nought as they do kappa.

    `categories` are all that could have been chosen, where some were chosen by nobody.
    """
    pairs = _both(first, second)
    kinds = list(dict.fromkeys([*categories, *(value for pair in pairs for value in pair)]))
    n = len(pairs)
    if not n:
        return undefined(n, "no unit was coded by both")
    if len(kinds) < 2:
        return undefined(n, "both coders used one category only")
    used = Counter(value for pair in pairs for value in pair)
    share = {kind: used[kind] / (2 * n) for kind in kinds}
    seen = sum(a == b for a, b in pairs) / n
    chance = sum(part * (1 - part) for part in share.values()) / (len(kinds) - 1)
    value = (seen - chance) / (1 - chance)
    return about(value, _ac1_error(pairs, share, seen, chance), n)


def _ac1_error(
    pairs: Sequence[tuple[Hashable, Hashable]],
    share: dict[Hashable, float],
    seen: float,
    chance: float,
) -> float:
    """The standard error of AC1 over the units (Gwet 2008, equation 33, for many possible units)."""
    n, less, value = len(pairs), len(share) - 1, (seen - chance) / (1 - chance)
    alike = sum(1 - share[a] for a, b in pairs if a == b) / n / less
    spread = sum((1 - (share[a] + share[b]) / 2) ** 2 for a, b in pairs) / n / less**2
    variance = (
        seen * (1 - seen)
        - 4 * (1 - value) * (alike - seen * chance)
        + 4 * (1 - value) ** 2 * (spread - chance**2)
    )
    return math.sqrt(max(variance, 0) / n) / (1 - chance)


def _twice(share: float) -> float:
    return 2 * share / (1 + share)


def _both(
    first: Sequence[Hashable | None] | Sequence[object],
    second: Sequence[Hashable | None] | Sequence[object],
) -> list[tuple[Hashable, Hashable]]:
    pairs = zip(first, second, strict=True)
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _checked(table: Table) -> int:
    """How many units the table holds."""
    if any(len(row) != len(table) for row in table):
        raise ValueError("The table has to be square: the same categories for both coders.")
    if any(cell < 0 for row in table for cell in row):
        raise ValueError("A count is not negative.")
    return sum(map(sum, table))
