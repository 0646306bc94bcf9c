"""Quantiles of whole numbers of days, by one stated method.

Type 7 of Hyndman and Fan (1996): the value at place (n - 1) times the share, counted from 0 in the
sorted values, in a straight line between neighbours. Spreadsheets call it "inclusive".
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

METHOD = "type 7, in a straight line between neighbours"


@dataclass(frozen=True)
class Spread:
    """Median, quartiles and 90th centile of `n` values, in the unit of the values."""

    n: int
    lower: float
    median: float
    upper: float
    ninetieth: float


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile of sorted `values` at `share`, from 0 to 1.

    Raises ValueError for no values, and for a share outside that range.
    """
    if not values:
        raise ValueError("A quantile needs at least one value.")
    if not 0 <= share <= 1:
        raise ValueError("A share lies between 0 and 1.")
    place = (len(values) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def spread(values: Iterable[float]) -> Spread | None:
    """The spread of `values` in any order; None where there are none."""
    ordered = sorted(values)
    if not ordered:
        return None
    lower, median, upper, ninetieth = (quantile(ordered, p) for p in (0.25, 0.5, 0.75, 0.9))
    return Spread(len(ordered), lower, median, upper, ninetieth)
