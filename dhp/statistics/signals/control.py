"""Control charts: the limits within which a steady process stays, three standard deviations wide."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Generic, TypeVar

SIGMAS = 3
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


def g_chart(gaps: Sequence[int]) -> Chart[float]:
    """Cases (or days) between rare events: geometric limits about the mean (Montgomery, p. 319).

    The centre line shown is the median, because the distribution leans.
    """
    average = mean(_some(gaps))
    return _chart(gaps, median(gaps), average, math.sqrt(average * (average + 1)))


def _chart(values: Sequence[float], shown: float, centre: float, sigma: float) -> Chart[float]:
    upper, lower = centre + SIGMAS * sigma, max(0.0, centre - SIGMAS * sigma)
    return Chart(shown, upper, lower, _beyond(values, lower, upper))


def _beyond(values: Sequence[float], lower: float, upper: float) -> tuple[int, ...]:
    return tuple(n for n, value in enumerate(values) if not lower <= value <= upper)


def _some(values: Sequence[int]) -> Sequence[int]:
    if not values:
        raise ValueError("A chart needs values.")
    return values
