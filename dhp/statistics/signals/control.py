"""Control charts: the limits within which a steady process stays, three standard deviations wide."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import Generic, TypeVar

SIGMAS = 3
MOVING_RANGE = 1.128  # the mean moving range of two normal values, in standard deviations
WEIBULL = 3.6  # times between rare events to this root are near to normal (Nelson 1994)


Limit = TypeVar("Limit")


@dataclass(frozen=True)
class Chart(Generic[Limit]):
    """A centre line, the limits, and the places of the values beyond them.

    `Limit` is one number where all values share it, and one a value where their bases differ.
    """

    centre: float
    upper: Limit
    lower: Limit
    signals: tuple[int, ...]


def c_chart(counts: Sequence[int]) -> Chart[float]:
    """Counts over equal spans: mean and three times its root (Montgomery, 7.17).

    Raises ValueError for no counts, as all charts here do.
    """
    centre = mean(_some(counts))
    return _chart(counts, centre, centre, math.sqrt(centre))


def u_chart(counts: Sequence[int], sizes: Sequence[float]) -> Chart[tuple[float, ...]]:
    """Counts per unit of `sizes`, limits a value (Montgomery, 7.19).

    Raises ValueError where the sequences differ in length or a size is not above nought.
    """
    pairs = list(zip(_some(counts), sizes, strict=True))
    if min(sizes) <= 0:
        raise ValueError("Each count needs a size above nought.")
    centre = sum(counts) / sum(sizes)
    reach = [SIGMAS * math.sqrt(centre / size) for size in sizes]
    upper = tuple(centre + step for step in reach)
    lower = tuple(max(0.0, centre - step) for step in reach)
    rates = [count / size for count, size in pairs]
    beyond = (
        n
        for n, (value, low, high) in enumerate(zip(rates, lower, upper, strict=True))
        if not low <= value <= high
    )
    return Chart(centre, upper, lower, tuple(beyond))


def g_chart(gaps: Sequence[int]) -> Chart[float]:
    """Cases (or days) between rare events: geometric limits about the mean (Montgomery, p. 319).

    The centre line shown is the median, because the distribution leans.
    """
    average = mean(_some(gaps))
    return _chart(gaps, median(gaps), average, math.sqrt(average * (average + 1)))


def t_chart(times: Sequence[float]) -> Chart[float]:
    """Times between rare events: limits of single values on the 3.6th root, turned back.

    Two events at the same moment have no time between them: raises ValueError for a time that is
    not above nought (use hours), and for fewer than two times.
    """
    if len(times) < 2 or min(times) <= 0:
        raise ValueError("A t chart needs two times or more, each above nought.")
    roots = [time ** (1 / WEIBULL) for time in times]
    centre = mean(roots)
    sigma = mean(abs(later - earlier) for earlier, later in pairwise(roots)) / MOVING_RANGE
    upper = (centre + SIGMAS * sigma) ** WEIBULL
    lower = max(0.0, centre - SIGMAS * sigma) ** WEIBULL
    return Chart(centre**WEIBULL, upper, lower, _beyond(times, lower, upper))


def _chart(values: Sequence[float], shown: float, centre: float, sigma: float) -> Chart[float]:
    upper, lower = centre + SIGMAS * sigma, max(0.0, centre - SIGMAS * sigma)
    return Chart(shown, upper, lower, _beyond(values, lower, upper))


def _beyond(values: Sequence[float], lower: float, upper: float) -> tuple[int, ...]:
    return tuple(n for n, value in enumerate(values) if not lower <= value <= upper)


def _some(values: Sequence[int]) -> Sequence[int]:
    if not values:
        raise ValueError("A chart needs values.")
    return values
