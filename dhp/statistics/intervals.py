"""How sure a count, a share or a rate is: exact, Byar's, Wilson's and Dobson's intervals.

`scipy` is loaded when the first interval is asked for, not before: most pages need none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from dhp.shares import wilson_interval

__all__ = [
    "Rate",
    "byar_interval",
    "poisson_interval",
    "rate",
    "standardised_rate",
    "wilson_interval",
]

# Public health in England calculates exact intervals below this count and Byar's from it on, and
# no directly standardised rate below it (Fingertips technical guidance).
LEAST_FOR_BYAR = 10
LEAST_FOR_STANDARDISING = 10


@dataclass(frozen=True)
class Rate:
    """A rate, per whatever the caller asked for, with its interval and how that was made.

    All three numbers are None where the rate is not calculated; `method` then says why.
    """

    value: float | None
    low: float | None
    high: float | None
    method: str


def poisson_interval(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of the mean behind a Poisson `count` (Garwood 1936), in deaths.

    Raises ValueError for a negative count or a confidence that is not between 0 and 1.
    """
    from scipy.special import gammaincinv

    _check(count, confidence)
    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))


def byar_interval(count: int, confidence: float = 0.95) -> tuple[float | None, float]:
    """Byar's approximation of `poisson_interval` (Breslow and Day 1987), in deaths.

    The lower limit is None where the formula gives less than nought, as it does for the smallest
    counts: it is then missing, not a number. Raises ValueError as `poisson_interval` does.
    """
    _check(count, confidence)
    z = _z(confidence)
    low = _cube(count, -z) if count else None
    return (None if low is None or low < 0 else low), _cube(count + 1, z)


def rate(count: int, exposure: float, per: float = 1_000_000, confidence: float = 0.95) -> Rate:
    """`count` per `per` of `exposure` (person-years), exact below 10 and Byar's from 10 on.

    Raises ValueError where the exposure is not more than nought.
    """
    _check(count, confidence)
    if exposure <= 0:
        raise ValueError("A rate needs somebody to be counted in.")
    exact = count < LEAST_FOR_BYAR
    low, high = (poisson_interval if exact else byar_interval)(count, confidence)
    scale = per / exposure
    return Rate(
        count * scale,
        None if low is None else low * scale,
        high * scale,
        "exact" if exact else "Byar",
    )


def standardised_rate(
    counts: Sequence[int],
    populations: Sequence[float],
    weights: Sequence[float],
    per: float = 1_000_000,
    confidence: float = 0.95,
) -> Rate:
    """The directly standardised rate per `per`, with Dobson's interval (1991) on Byar's.

    One entry a stratum in each sequence, `weights` the standard population. Not calculated below
    10 deaths in all. Raises ValueError where the sequences differ in length or a population is
    not more than nought.
    """
    strata = list(zip(counts, populations, weights, strict=True))
    if not strata or min(populations) <= 0 or min(weights) < 0 or sum(weights) <= 0:
        raise ValueError("Each stratum needs people, and the standard population some weight.")
    total = sum(counts)
    _check(min(counts), confidence)
    if total < LEAST_FOR_STANDARDISING:
        return Rate(None, None, None, "not calculated below 10 deaths")
    whole = sum(weights)
    value = sum(w * count / people for count, people, w in strata) / whole
    variance = sum(w * w * count / (people * people) for count, people, w in strata) / whole**2
    low, high = byar_interval(total, confidence)
    step = math.sqrt(variance / total)
    return Rate(
        value * per,
        None if low is None else (value + step * (low - total)) * per,
        (value + step * (high - total)) * per,
        "Dobson",
    )


def _cube(count: int, z: float) -> float:
    return count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _check(count: int, confidence: float) -> None:
    if count < 0:
        raise ValueError(f"A count is not negative: {count}.")
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence lies between 0 and 1: {confidence}.")
