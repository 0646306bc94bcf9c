"""How many deaths two lists held and how many both missed: counts, shares and Chapman's estimate."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from dhp.shares import wilson_interval

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Share:
    """`count` of `base` deaths, with the 95% interval of the share (Wilson), both shares of 1."""

    count: int
    base: int
    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """How many deaths there were, by Chapman, with its 95% interval where one exists, in deaths."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Capture:
    """What two lists say together: `matched` deaths on both, and those on one that belong on both."""

    matched: int
    ours_only: int
    theirs_only: int

    @property
    def ours(self) -> int:
        """Deaths on our list that belong on both."""
        return self.matched + self.ours_only

    @property
    def theirs(self) -> int:
        """Deaths on their list that belong on both."""
        return self.matched + self.theirs_only

    @property
    def together(self) -> int:
        """Deaths on one list at least."""
        return self.matched + self.ours_only + self.theirs_only

    @property
    def our_rate(self) -> Share | None:
        """The share of their deaths that we hold; None where they have none."""
        return _share(self.matched, self.theirs)

    @property
    def their_rate(self) -> Share | None:
        """The share of our deaths that they hold; None where we have none."""
        return _share(self.matched, self.ours)

    @property
    def estimate(self) -> Estimate | None:
        """How many deaths there were; None without a death on each list.

        Chapman (1951). The interval, only where at least one death matched, is log-normal on the
        number that both missed, so that it never falls below what was seen.
        """
        if not self.ours or not self.theirs:
            return None
        value = (self.ours + 1) * (self.theirs + 1) / (self.matched + 1) - 1
        missed = value - self.together
        if not self.matched:
            return Estimate(value, None, None)
        if missed <= 0:
            return Estimate(value, float(self.together), float(self.together))
        factor = math.exp(_Z * math.sqrt(math.log(1 + self._variance / missed**2)))
        return Estimate(value, self.together + missed / factor, self.together + missed * factor)

    @property
    def _variance(self) -> float:
        """The variance of Chapman's estimate (Seber 1970)."""
        ours, theirs, both = self.ours, self.theirs, self.matched
        above = (ours + 1) * (theirs + 1) * (ours - both) * (theirs - both)
        return above / ((both + 1) ** 2 * (both + 2))


def _share(count: int, base: int) -> Share | None:
    return Share(count, base, *wilson_interval(count, base)) if base else None
