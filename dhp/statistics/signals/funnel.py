"""The funnel plot: how far from the common rate chance alone takes places of each size."""

from collections.abc import Sequence
from dataclasses import dataclass

from dhp.statistics.intervals import poisson_interval

# Two in forty-three lie beyond the inner limits by chance: only the outer ones are acted on.
INNER, OUTER = 0.95, 0.998


@dataclass(frozen=True)
class Point:
    """One place. `expected` is in deaths; the limits are rates, per whatever the caller asked for.

    `position` is "within", or "above" or "below" with the limits that it lies beyond.
    """

    expected: float
    low95: float
    high95: float
    low998: float
    high998: float
    position: str


def funnel(
    observed: Sequence[int], population: Sequence[float], per: float = 1_000_000
) -> list[Point]:
    """A point for each place: its limits about the rate of all places together, none left out.

    The limits are the counts whose exact interval just touches what was to be expected, as the
    funnel plots of public health in England have them, so that a place lies beyond a limit exactly
    when its own interval leaves the common rate out. Raises ValueError where the sequences differ
    in length or a population is not above nought.
    """
    places = list(zip(observed, population, strict=True))
    if not places or min(population) <= 0:
        raise ValueError("Each place needs a population above nought.")
    common = sum(observed) / sum(population)
    return [_point(count, common * people, per / people) for count, people in places]


def _point(count: int, expected: float, scale: float) -> Point:
    inner, outer = _limits(expected, INNER), _limits(expected, OUTER)
    return Point(
        expected,
        low95=inner[0] * scale,
        high95=inner[1] * scale,
        low998=outer[0] * scale,
        high998=outer[1] * scale,
        position=_position(count, expected),
    )


def _limits(expected: float, confidence: float) -> tuple[float, float]:
    """The counts, in parts where need be, whose interval ends or begins at `expected`."""
    from scipy.special import pdtr, pdtrik

    tail = (1 - confidence) / 2
    none_likely = pdtr(0, expected) >= tail
    low = 0.0 if none_likely else float(pdtrik(tail, expected))
    one_likely = pdtr(0, expected) >= 1 - tail
    high = 1.0 if one_likely else float(pdtrik(1 - tail, expected)) + 1
    return low, high


def _position(count: int, expected: float) -> str:
    for confidence, name in ((OUTER, "99.8"), (INNER, "95")):
        low, high = poisson_interval(count, confidence)
        if low > expected:
            return f"above {name}"
        if high < expected:
            return f"below {name}"
    return "within"
