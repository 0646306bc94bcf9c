"""Run rules: a series that stays on one side, or crosses too seldom, has changed its level."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Runs:
    """Anhoej's two rules: a run too long, or crossings too few, means the level has shifted."""

    longest: int
    longest_allowed: int
    crossings: int
    crossings_needed: int

    @property
    def shifted(self) -> bool:
        """Whether either rule is broken."""
        return self.longest > self.longest_allowed or self.crossings < self.crossings_needed


def run_rules(values: Sequence[float], centre: float) -> Runs:
    """The longest run on one side of `centre` and the crossings of it (Anhoej and Olesen 2014).

    Values on the centre line are passed over. The longest run allowed is round(log2 n) + 3, and
    the crossings needed are the 5th centile of a binomial with n - 1 trials (Schilling 2012, Chen
    2010). With no value off the line all four are nought.
    """
    from scipy.special import bdtr

    sides = [value > centre for value in values if value != centre]
    if not sides:
        return Runs(0, 0, 0, 0)
    runs = [len(list(run)) for _side, run in groupby(sides)]
    needed = next(least for least in range(len(sides)) if bdtr(least, len(sides) - 1, 0.5) >= 0.05)
    return Runs(max(runs), round(math.log2(len(sides))) + 3, len(runs) - 1, needed)
