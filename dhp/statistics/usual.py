"""The range in which a weekly count usually lies, and the words that may be said of a count."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_BASE = 12  # fewer deaths than this in the base, and nothing is said


@dataclass(frozen=True)
class Usual:
    """The mean of a base of counts, and the 2.5 and 97.5 centiles of a Poisson count with it."""

    mean: float
    low: int
    high: int
    base: int

    def verdict(self, count: int) -> str:
        """What may be said of `count`, from the closed list of words."""
        if self.base < LEAST_BASE:
            return "too few to say"
        if count > self.high:
            return "higher than expected"
        if count < self.low:
            return "lower than expected"
        return "no clear change"


def usual(counts: Sequence[int]) -> Usual:
    """The usual range after the base `counts`, one count a week. Raises ValueError for no counts."""
    if not counts:
        raise ValueError("A usual range needs a base of counts.")
    mean = sum(counts) / len(counts)
    return Usual(mean, _quantile(mean, 0.025), _quantile(mean, 0.975), sum(counts))


def _quantile(mean: float, share: float) -> int:
    """The least count whose Poisson distribution function reaches `share`."""
    count, term = 0, math.exp(-mean)
    total = term
    while total < share:
        count += 1
        term *= mean / count
        total += term
    return count
