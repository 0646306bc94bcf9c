"""Early warning: when the counts of late are more than chance would bring."""

import math
from collections.abc import Sequence


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
