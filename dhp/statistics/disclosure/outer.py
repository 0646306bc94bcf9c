"""What the sums alone say of hidden quantities: bounds that no truth leaves, found without a solver.

Each sum bounds its parts by what the others can be at least and at most; that is repeated a few
times. The bounds are true but may be too wide, so they prove only what they prove.
"""

from typing import TYPE_CHECKING, Any

from dhp.statistics.disclosure.system import System

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS = 4  # later ones hardly tighten anything


def outer_bounds(system: System, hidden: frozenset[int]) -> "tuple[NDArray[Any], NDArray[Any]]":
    """A least and a greatest for every quantity, with `hidden` unknown and the others published.

    The greatest is infinite where nothing bounds it.
    """
    import numpy as np

    rows, columns, signs = system.entries
    low, high = system.values.copy(), system.values.copy()
    unknown = np.zeros(len(low), dtype=bool)
    unknown[list(hidden)] = True
    low[unknown], high[unknown] = 0.0, np.inf
    for _round in range(ROUNDS):
        least, most = _sides(low, high, columns, signs)
        below, above = _others(least, rows), _others(most, rows)
        # What one part of a sum adds is what all the others take away.
        least, most = np.maximum(least, -above), np.minimum(most, -below)
        up = signs > 0
        np.maximum.at(low, columns, np.where(up, least, -most))
        np.minimum.at(high, columns, np.where(up, most, -least))
    return np.where(unknown, low, system.values), np.where(unknown, high, system.values)


def _sides(
    low: "NDArray[Any]", high: "NDArray[Any]", columns: "NDArray[Any]", signs: "NDArray[Any]"
) -> "tuple[NDArray[Any], NDArray[Any]]":
    """The least and the most that each entry adds to its sum."""
    import numpy as np

    up = signs > 0
    return (
        np.where(up, low[columns], -high[columns]),
        np.where(up, high[columns], -low[columns]),
    )


def _others(amounts: "NDArray[Any]", rows: "NDArray[Any]") -> "NDArray[Any]":
    """For each entry what the other entries of its sum add up to; infinite where one of them is."""
    import numpy as np

    endless = np.isinf(amounts)
    finite = np.where(endless, 0.0, amounts)
    sums = np.bincount(rows, weights=finite)[rows] - finite
    others = np.bincount(rows, weights=endless)[rows] - endless
    sign = -np.inf if (amounts[endless] < 0).any() else np.inf
    return np.where(others > 0, sign, sums)
