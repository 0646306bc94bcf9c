"""What may be said of two counts beside each other: the exact test, and the closed list of words.

Words such as "higher" come from here and never from an author.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dhp.shares import rounded

CONFIDENCE = 0.95
SIGNIFICANT = 0.05
OVERDISPERSED = 1.5  # from here on, limits are widened by the square root of the dispersion

HIGHER = "higher than expected"
LOWER = "lower than expected"
NO_CHANGE = "no clear change"
TOO_FEW = "too few to say"
VERDICTS = (HIGHER, LOWER, NO_CHANGE, TOO_FEW)


@dataclass(frozen=True)
class RateRatio:
    """The second rate over the first, its exact interval and two-sided p-value.

    `ratio` is None where neither happened, infinite where only the second did; `high` is infinite
    where the first count is nought.
    """

    ratio: float | None
    low: float
    high: float
    p_value: float


def rate_ratio(
    first: int,
    second: int,
    first_exposure: float = 1,
    second_exposure: float = 1,
    confidence: float = CONFIDENCE,
) -> RateRatio:
    """Compare two Poisson counts given their total (Przyborowski and Wilenski 1940).

    Given the total, the second count is binomial; its Clopper-Pearson interval, turned into odds,
    is that of the ratio. The p-value is central, twice the smaller tail, so that it never
    contradicts the interval. Count incidents, not victims: victims of one incident are not
    independent. Raises ValueError for a negative count or an exposure not above nought.
    """
    from scipy.special import betainc, betaincinv

    if min(first, second) < 0:
        raise ValueError("A count is not negative.")
    if not (first_exposure > 0 and second_exposure > 0):
        raise ValueError("Each count needs somebody to be counted in.")
    tail, scale = (1 - confidence) / 2, first_exposure / second_exposure
    low = float(betaincinv(second, first + 1, tail)) if second else 0.0
    high = float(betaincinv(second + 1, first, 1 - tail)) if first else 1.0
    even = second_exposure / (first_exposure + second_exposure)
    as_many = float(betainc(second, first + 1, even)) if second else 1.0
    as_few = float(betainc(first, second + 1, 1 - even)) if first else 1.0
    return RateRatio(
        _odds(second, first, scale),
        low / (1 - low) * scale,
        high / (1 - high) * scale if high < 1 else math.inf,
        min(1.0, 2 * min(as_many, as_few)),
    )


def verdict(first: int, second: int, first_exposure: float = 1, second_exposure: float = 1) -> str:
    """The words for the second count beside the first, from the closed list.

    "Too few to say" where no split of the same total between the two could have shown anything.
    """
    total = first + second
    extremes = ((0, total), (total, 0))
    if all(
        rate_ratio(*split, first_exposure, second_exposure).p_value >= SIGNIFICANT
        for split in extremes
    ):
        return TOO_FEW
    found = rate_ratio(first, second, first_exposure, second_exposure)
    if found.p_value >= SIGNIFICANT:
        return NO_CHANGE
    return HIGHER if found.low > 1 else LOWER


def dispersion(observed: Sequence[int], expected: Sequence[float]) -> float:
    """Pearson's chi-square over its degrees of freedom: 1 where counts vary as Poisson counts do.

    Raises ValueError for fewer than two counts or an expectation not above nought.
    """
    pairs = list(zip(observed, expected, strict=True))
    if len(pairs) < 2 or min(expected) <= 0:
        raise ValueError("Dispersion needs two counts, each with an expectation above nought.")
    return sum((o - e) ** 2 / e for o, e in pairs) / (len(pairs) - 1)


def spread_words(what: str, observed: Sequence[int], expected: Sequence[float]) -> str:
    """Whether `what` (“Forces”) vary by more than chance, so that their limits are too narrow.

    Empty where there are fewer than two of them or nothing was to be expected.
    """
    if len(observed) < 2 or min(expected) <= 0:
        return ""
    found = dispersion(observed, expected)
    shown = rounded(found, 1)
    if found > OVERDISPERSED:
        return (
            f"{what} vary by more than chance explains (dispersion {shown}), so that more of them lie "
            "beyond the limits than should: read these as too narrow."
        )
    return f"{what} vary about as much as chance explains (dispersion {shown})."


def _odds(second: int, first: int, scale: float) -> float | None:
    if first:
        return second / first * scale
    return math.inf if second else None
