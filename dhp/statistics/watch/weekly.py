"""The weekly rules: notifications of one week against the weeks before, as known at an instant."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from dhp.calendar import Week, short_date
from dhp.definitions import DeathType
from dhp.statistics.received import Span, received
from dhp.statistics.signals import cusum_reference, poisson_cusum, run_length
from dhp.statistics.usual import LEAST_BASE
from dhp.statistics.watch.watched import (
    BASE_WEEKS,
    CHANCE,
    CUSUM,
    LEAST_LENGTH,
    LEAST_REFERENCE,
    REFERENCE_WEEKS,
    RULES,
    SLOW_TIMES,
    TAIL,
    Figure,
    Finding,
)

_WEEKS_A_YEAR = 52
_HISTORY = REFERENCE_WEEKS + BASE_WEEKS
Counts = Sequence[tuple[Week, Counter[DeathType]]]


def weekly_findings(week: Week, as_at: datetime) -> list[Finding]:
    """What both rules find of `week`: every figure with enough behind it, firing or not."""
    weeks = [week]
    while len(weeks) < _HISTORY:
        weeks.insert(0, weeks[0].previous)
    counts = received([Span(one.begins_at, one.ends_before) for one in weeks], as_at)
    told = list(zip(weeks, counts, strict=True))
    return [*_tails(told), *_slow(told)]


def _tails(told: Counts) -> Iterator[Finding]:
    """The high week, of all and of each type with enough deaths in its base."""
    of_all = [(week, count.total()) for week, count in told]
    yield from _tail(Figure(words="Notifications received, all types"), of_all)
    for kind in DeathType:
        figure = Figure("type", kind.value, f"Notifications received, {kind.label.lower()}")
        yield from _tail(figure, [(week, count[kind]) for week, count in told])


def _tail(figure: Figure, told: Sequence[tuple[Week, int]]) -> Iterator[Finding]:
    *base, now = [count for _week, count in told[-BASE_WEEKS - 1 :]]
    if sum(base) < LEAST_BASE:
        return
    usual = sum(base) / BASE_WEEKS
    limit = tail_limit(usual)
    a_year = _WEEKS_A_YEAR * false_alarm_rate(usual)
    yield Finding(
        RULES[TAIL],
        figure,
        observed=now,
        expected=usual,
        limit=limit,
        exceeds=now >= limit,
        false_alarms=f"By chance alone this figure raises a signal about once in {_years(1 / a_year)}.",
        seen=_seen(told[-BASE_WEEKS - 1 :]),
    )


def _slow(told: Counts) -> Iterator[Finding]:
    """The level that has risen, of all types together, where half a year or more went before."""
    totals = [(week, count.total()) for week, count in told]
    before, latest = totals[:-BASE_WEEKS], totals[-BASE_WEEKS:]
    while before and not before[0][1]:  # weeks before the first notification say nothing
        before = before[1:]
    if len(before) < LEAST_REFERENCE:
        return
    usual = sum(count for _week, count in before) / len(before)
    reference = round(cusum_reference(usual, SLOW_TIMES * usual))
    if reference < 1:
        return
    limit, length = cusum_limit(usual, reference)
    level = poisson_cusum([count for _week, count in latest], reference)[-1]
    yield Finding(
        RULES[CUSUM],
        Figure(words="Notifications received, all types, over 12 weeks"),
        observed=level,
        expected=usual,
        limit=limit,
        exceeds=level >= limit,
        false_alarms=f"By chance alone it takes {length:,.0f} weeks on average to raise a signal.",
        seen=_seen(latest),
    )


def tail_limit(usual: float) -> int:
    """The least count that comes by chance in at most `CHANCE` of weeks with the mean `usual`."""
    from scipy.stats import poisson

    return int(poisson.isf(CHANCE, usual)) + 1


def false_alarm_rate(usual: float) -> float:
    """How likely a week is to fire where nothing has changed from a true mean of `usual`.

    More than `CHANCE` may be: the base of 12 weeks is itself a matter of chance, and is worked through
    here in full. Where the base is too small, nothing fires.
    """
    import numpy as np
    from scipy.stats import poisson

    expected = usual * BASE_WEEKS
    bases = np.arange(LEAST_BASE, math.ceil(expected + 12 * math.sqrt(expected)) + 1)
    limits = poisson.isf(CHANCE, bases / BASE_WEEKS) + 1
    return float((poisson.pmf(bases, expected) * poisson.sf(limits - 1, usual)).sum())


def cusum_limit(usual: float, reference: int) -> tuple[int, float]:
    """The least sum that fires, and the mean weeks to a false signal: `LEAST_LENGTH` or more."""
    limit = 1
    while (length := run_length(usual, reference, limit)) < LEAST_LENGTH:
        limit += 1
    return limit, length


def _seen(told: Sequence[tuple[Week, int]]) -> tuple[tuple[str, float], ...]:
    return tuple((short_date(week.end), count) for week, count in told)


def _years(years: float) -> str:
    """How long that is, no more exactly than it is known."""
    if years < 2:
        return f"{max(1, round(12 * years))} months"
    return f"{years:,.0f} years"
