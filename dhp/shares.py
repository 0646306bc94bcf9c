"""A share of a count: how sure it is, and how it is written. Rounding is done here, once, at display."""

import math
from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist

LEAST_BASE = 20  # a smaller base is told as "3 of 11"
WHOLE_BELOW = 1_000  # a smaller base has no decimals, as the Office for National Statistics writes


def wilson_interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval (1927) of the share `successes` of `trials`, both shares of 1.

    Raises ValueError where there were no trials, or fewer than successes, or where the confidence
    is not between 0 and 1.
    """
    if not 0 <= successes <= trials or not trials:
        raise ValueError(f"{successes} of {trials} is no share.")
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence lies between 0 and 1: {confidence}.")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, square = successes / trials, z * z
    middle = share + square / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    whole = 1 + square / trials
    low = (middle - half) / whole if successes else 0.0
    high = (middle + half) / whole if successes < trials else 1.0
    return low, high


def rounded(value: float, places: int = 0) -> Decimal:
    """`value` rounded half away from nought, as a reader does by hand."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share_words(count: int, base: int) -> str:
    """The share in words: "43%" with a base that bears it, "3 of 11" with a small one.

    A base of nought has no share: "0 of 0".
    """
    if base < LEAST_BASE:
        return f"{count:,} of {base:,}"
    exact = Decimal(100 * count) / Decimal(base)
    step = Decimal(1) if base < WHOLE_BELOW else Decimal("0.1")
    return f"{exact.quantize(step, ROUND_HALF_UP)}%"
