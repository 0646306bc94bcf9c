"""How late deaths become known, and how many are still to come: chain ladder and delay curve.

A figure for the last months is never complete. These functions say how incomplete, nationally and
by month only, and hide themselves where too few deaths stand behind a factor.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

LEAST_CASES = 30  # behind a factor, and
LEAST_COMPLETENESS = 0.5  # of a month, or its estimate is not shown


@dataclass(frozen=True)
class ChainLadder:
    """What a reporting triangle foretells.

    `factors` are the growth from each lag to the next; `completeness` the share known at each lag,
    1 at the last; `ultimates` and `outstanding` one a row, in deaths.
    """

    factors: tuple[float, ...]
    completeness: tuple[float, ...]
    ultimates: tuple[float, ...]
    outstanding: tuple[float, ...]


def chain_ladder(
    triangle: Sequence[Sequence[float | None]], window: int | None = None
) -> ChainLadder:
    """The volume-weighted chain ladder, without a tail, of rows of cumulative counts by lag.

    Rows are in order, the oldest first; with a `window`, only the last so many that went past a lag
    stand behind its factor. Cells not known yet are None, not a number, or left off the end of a
    row. It equals the reverse-time hazard estimate of delays that are cut off by now (Kalbfleisch
    and Lawless 1989). Raises ValueError for no rows, a row without its first count, or a lag that no
    row went past.
    """
    rows = [_known(row) for row in triangle]
    if not rows or not all(rows):
        raise ValueError("Each row needs its first count.")
    lags = max(map(len, rows))
    factors = tuple(_factor(pairs_at(rows, lag, window)) for lag in range(lags - 1))
    growth = list(accumulate(reversed(factors), lambda product, one: product * one, initial=1.0))
    growth.reverse()
    ultimates = tuple(row[-1] * growth[len(row) - 1] for row in rows)
    return ChainLadder(
        factors,
        tuple(1 / to_come for to_come in growth),
        ultimates,
        tuple(last - row[-1] for row, last in zip(rows, ultimates, strict=True)),
    )


def mack_errors(
    triangle: Sequence[Sequence[float | None]], window: int | None = None
) -> tuple[float, ...]:
    """The standard error of each row's ultimate, without assuming a distribution (Mack 1993).

    It holds the chance in what is to come and the doubt about the factors. Raises ValueError as
    `chain_ladder` does.
    """
    rows, factors = [_known(row) for row in triangle], chain_ladder(triangle, window).factors
    pairs = [pairs_at(rows, lag, window) for lag in range(len(factors))]
    spread: list[float] = []
    for lag, factor in enumerate(factors):
        spread.append(_spread(pairs[lag], factor, spread))
    errors = []
    for row in rows:
        reached, share = row[-1], 0.0
        for lag in range(len(row) - 1, len(factors)):
            behind = sum(first for first, _second in pairs[lag])
            if reached and behind and factors[lag]:
                share += spread[lag] / factors[lag] ** 2 * (1 / reached + 1 / behind)
            reached *= factors[lag]
        errors.append(reached * math.sqrt(share))
    return tuple(errors)


@dataclass(frozen=True)
class Step:
    """By `day` days after the death, a share of `known` of all deaths had been notified.

    `at_risk` deaths stand behind the step: those known within `day` days and followed so long.
    """

    day: int
    known: float
    at_risk: int


def delay_curve(delays: Sequence[int], followed: Sequence[int]) -> list[Step]:
    """The share of deaths notified within so many days, corrected for those not notified yet.

    `delays` are days from death to notification; `followed` are days from that death to the cut
    off, so that a death is seen only where its delay is not longer. The reverse-time product limit
    (Lagakos, Barraj and De Gruttola 1988): the curve says nothing beyond the longest delay seen.
    Raises ValueError where the sequences differ in length or a delay is longer than it was followed.
    """
    seen = list(zip(delays, followed, strict=True))
    if any(not 0 <= delay <= end for delay, end in seen):
        raise ValueError("A delay lies between nought and the days that the death was followed.")
    steps: list[Step] = []
    known = 1.0
    for day in sorted(set(delays), reverse=True):
        at_risk = sum(delay <= day <= end for delay, end in seen)
        steps.append(Step(day, known, at_risk))
        known *= 1 - sum(delay == day for delay in delays) / at_risk
    return steps[::-1]


def may_show(cases: float, completeness: float) -> bool:
    """Whether an estimate with `cases` behind its factor and this completeness is to be shown."""
    return cases >= LEAST_CASES and completeness >= LEAST_COMPLETENESS


def pairs_at(
    rows: Sequence[Sequence[float]], lag: int, window: int | None = None
) -> list[tuple[float, float]]:
    """The counts at `lag` and at the one after it, of the last `window` rows that know both."""
    both = [(row[lag], row[lag + 1]) for row in rows if len(row) > lag + 1]
    return both if window is None else both[-window:]


def _spread(both: Sequence[tuple[float, float]], factor: float, before: Sequence[float]) -> float:
    """How far single rows stray from a factor; of one row alone, carried on from the lags before."""
    ratios = [(first, second / first) for first, second in both if first]
    if len(ratios) > 1:
        return sum(first * (one - factor) ** 2 for first, one in ratios) / (len(ratios) - 1)
    if len(before) < 2 or not before[-2]:
        return before[-1] if before else 0.0
    return min(before[-1] ** 2 / before[-2], before[-2], before[-1])


def _known(row: Sequence[float | None]) -> list[float]:
    """The counts of a row up to the first that is missing. Raises ValueError for a hole."""
    counts = [math.nan if count is None else float(count) for count in row]
    if any(math.isnan(a) and not math.isnan(b) for a, b in pairwise(counts)):
        raise ValueError("A row is known up to one lag and missing after it.")
    return [count for count in counts if not math.isnan(count)]


def _factor(both: Sequence[tuple[float, float]]) -> float:
    before = sum(first for first, _second in both)
    if not before:
        return 1.0  # nobody was known at this lag: nothing grows from nothing
    return sum(second for _first, second in both) / before
