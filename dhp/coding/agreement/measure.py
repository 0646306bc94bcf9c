"""What a measure of agreement comes with: its base, its interval, or why there is none."""

from dataclasses import dataclass
from statistics import NormalDist

UNDEFINED = "undefined"
CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Agreement:
    """A measure of agreement over `n` units, with its 95% interval where one exists.

    `value` is None where the measure is undefined; `why` then says for what reason.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    why: str = ""

    def __str__(self) -> str:
        """The value to three places, or that it is undefined."""
        return UNDEFINED if self.value is None else f"{self.value:.3f}"


def about(value: float, error: float, n: int) -> Agreement:
    """A measure with its large-sample interval, kept between -1 and 1."""
    return Agreement(value, n, max(-1.0, value - _Z * error), min(1.0, value + _Z * error))


def undefined(n: int, why: str) -> Agreement:
    """A measure that cannot be had, and why."""
    return Agreement(None, n, why=why)
