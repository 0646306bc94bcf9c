"""Early warning: when the counts of late are more than chance would bring."""

import math
from collections.abc import Sequence
from statistics import NormalDist, mean, stdev

LEAST_SD = 0.5  # a floor for weekly counts as small as ours: see `ears_c1`


def ears_c1(
    counts: Sequence[int], baseline: int = 7, alpha: float = 0.001, least_sd: float = 0.0
) -> list[float | None]:
    """The upper limit for each count after EARS C1 (Hutwagner and others 2003).

    The mean of the `baseline` counts before it and z standard deviations of them (n - 1), z the
    1 - `alpha` quantile; `least_sd` is the floor of the deviation. None where fewer counts came
    before. Raises ValueError for a baseline of fewer than two.
    """
    if baseline < 2:
        raise ValueError("A baseline needs two counts at least.")
    z = NormalDist().inv_cdf(1 - alpha)
    limits: list[float | None] = [None] * min(baseline, len(counts))
    for end in range(baseline, len(counts)):
        before = counts[end - baseline : end]
        limits.append(mean(before) + z * max(stdev(before), least_sd))
    return limits


def poisson_cusum(counts: Sequence[int], k: float) -> list[float]:
    """The upward sums of what each count has above `k` (Lucas 1985), never below nought."""
    sums: list[float] = []
    for count in counts:
        sums.append(max(0.0, (sums[-1] if sums else 0.0) + count - k))
    return sums


def cusum_reference(usual: float, unusual: float) -> float:
    """The `k` that tells a mean of `unusual` from one of `usual` soonest (Lucas 1985).

    Raises ValueError unless 0 < `usual` < `unusual`.
    """
    if not 0 < usual < unusual:
        raise ValueError("The unusual mean lies above the usual one, and both above nought.")
    return (unusual - usual) / (math.log(unusual) - math.log(usual))


def run_length(mean_count: float, k: int, h: int) -> float:
    """The mean number of weeks until `poisson_cusum` with whole `k` reaches `h`, started at nought.

    Exact, from the Markov chain of the sums (Brook and Evans 1972). With the usual mean it is how
    often the rule cries wolf: at least 100 weeks apart is what we ask.
    """
    import numpy as np
    from scipy.stats import poisson

    if mean_count <= 0 or k < 1 or h < 1:
        raise ValueError("The mean, k and h are above nought.")
    stay = np.zeros((h, h))
    for here in range(h):
        stay[here, 0] = poisson.cdf(k - here, mean_count)
        for there in range(1, h):
            stay[here, there] = poisson.pmf(there - here + k, mean_count)
    return float(np.linalg.solve(np.eye(h) - stay, np.ones(h))[0])


def poisson_tail(count: int, usual: float) -> float:
    """How likely a count of `count` or more is where `usual` is the mean."""
    from scipy.special import gammainc

    return float(gammainc(count, usual)) if count else 1.0
