"""Between which whole numbers a change to come probably lies: what is added, less what is withdrawn."""

import math

TAIL = 0.025  # on either side
_NEGLIGIBLE = 1e-9


def interval_of(mean: float, variance: float, leaving: float) -> tuple[int, int]:
    """The 2.5 and 97.5 centiles of deaths still to come less deaths still to leave.

    What comes has this `mean` and `variance`, and at least the variance of a Poisson count: a
    negative binomial count. What leaves is Poisson with the mean `leaving`, and independent.
    """
    came, went = _counts(mean, variance), _counts(leaving, leaving)
    chances: dict[int, float] = {}
    for plus, one in enumerate(came):
        for minus, other in enumerate(went):
            chances[plus - minus] = chances.get(plus - minus, 0.0) + one * other
    ordered = sorted(chances)
    return _quantile(ordered, chances, TAIL), _quantile(ordered, chances, 1 - TAIL)


def _counts(mean: float, variance: float) -> list[float]:
    """The chance of each count from 0 on, as far as it is not negligible."""
    if mean <= 0:
        return [1.0]
    spare = variance / mean - 1  # how much wider than Poisson
    chance = math.exp(-mean if spare < _NEGLIGIBLE else -mean * math.log1p(spare) / spare)
    chances, total = [chance], chance
    while total < 1 - _NEGLIGIBLE:
        count = len(chances)
        if spare < _NEGLIGIBLE:
            chance *= mean / count
        else:
            chance *= (count - 1 + mean / spare) / count * spare / (1 + spare)
        chances.append(chance)
        total += chance
        if count > mean and chance < _NEGLIGIBLE * _NEGLIGIBLE:
            break  # rounding keeps the total from one
    return chances


def _quantile(ordered: list[int], chances: dict[int, float], share: float) -> int:
    total, whole = 0.0, sum(chances.values())
    for count in ordered:
        total += chances[count]
        if total >= share * whole:
            return count
    return ordered[-1]
