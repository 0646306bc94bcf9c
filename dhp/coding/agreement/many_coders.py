"""How far any number of coders agree."""

import math
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from dhp.coding.agreement.measure import CONFIDENCE, Agreement, about, undefined

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 1_000  # resamples of the units behind an interval of alpha
SEED = 20_200_323  # fixed, so that the same ratings give the same interval

Rating = Hashable | None
Array: TypeAlias = "NDArray[Any]"


def fleiss_kappa(table: Sequence[Sequence[int]]) -> Agreement:
    """Fleiss' kappa (1971): a row a unit, a column a category, each cell how many coders chose it.

    The interval is from leaving each unit out in turn. Raises ValueError where units were coded by
    different numbers of coders, or by fewer than two.
    """
    coders = {sum(row) for row in table}
    if not table:
        return undefined(0, "no unit was coded")
    if len(coders) > 1 or min(coders) < 2:
        raise ValueError("Each unit has to be coded by the same number of coders, two at least.")
    value = _fleiss(table)
    if value is None:
        return undefined(len(table), "all coders used one category only")
    without = [_fleiss([*table[:n], *table[n + 1 :]]) for n in range(len(table))]
    if len(table) < 2 or None in without:
        return Agreement(value, len(table))
    return about(value, _jackknife([one for one in without if one is not None]), len(table))


def krippendorff_alpha(ratings: Sequence[Sequence[Rating]], level: str = "nominal") -> Agreement:
    """Krippendorff's alpha (2004): a row a coder, a column a unit, None where not coded.

    `level` is "nominal", "ordinal", "interval" or "ratio"; all but the first take numbers. Units
    that fewer than two coders coded are passed over. The interval is from resampling the units.
    Raises ValueError for rows of different length and for another level.
    """
    if level not in _DISTANCES:
        raise ValueError(f"A level is one of {', '.join(_DISTANCES)}, not {level}.")
    units = [[value for value in unit if value is not None] for unit in zip(*ratings, strict=True)]
    paired = [unit for unit in units if len(unit) > 1]
    if not paired:
        return undefined(0, "no unit was coded by two")
    values = sorted({value for unit in paired for value in unit}, key=_order(level))
    if len(values) < 2:
        return undefined(len(paired), "all coders used one category only")
    return _alpha_of(paired, values, level)


def _alpha_of(
    units: Sequence[Sequence[Hashable]], values: Sequence[Hashable], level: str
) -> Agreement:
    import numpy as np

    place = {value: n for n, value in enumerate(values)}
    each = np.zeros((len(units), len(values), len(values)))
    for n, unit in enumerate(units):
        counts = np.bincount([place[value] for value in unit], minlength=len(values))
        each[n] = (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    scale = np.arange(len(values)) if level == "nominal" else np.array(values, dtype=float)
    value = _alpha(each.sum(axis=0), scale, level)
    if value is None:
        return undefined(len(units), "all coders used one category only")
    sampled = np.tensordot(_draws(len(units)), each, axes=1)
    alphas = _alphas(sampled, scale, level)
    tail = (1 - CONFIDENCE) / 2
    low, high = (float(np.quantile(alphas, share)) for share in (tail, 1 - tail))
    return Agreement(value, len(units), low, high)


def _alpha(together: Array, scale: Array, level: str) -> float | None:
    """Alpha of a table of coincidences; None where the values do not vary."""
    import numpy as np

    margins = together.sum(axis=0)
    distance = _DISTANCES[level](scale, margins)
    by_chance = float((np.outer(margins, margins) * distance).sum())
    if not by_chance:
        return None
    return 1 - float((together * distance).sum()) * (float(margins.sum()) - 1) / by_chance


@lru_cache(maxsize=8)
def _draws(units: int) -> Array:
    """How often each resample takes each unit: the same for every code of as many units."""
    import numpy as np

    chances = np.full(units, 1 / units)
    return np.random.default_rng(SEED).multinomial(units, chances, size=DRAWS)


def _alphas(sampled: Array, scale: Array, level: str) -> list[float]:
    """The alphas of many tables of coincidences, without those whose values do not vary."""
    if level == "ordinal":  # where the distances depend on each table's margins
        return [one for table in sampled if (one := _alpha(table, scale, level)) is not None]
    import numpy as np

    margins = sampled.sum(axis=1)
    distance = _DISTANCES[level](scale, margins)
    by_chance = np.einsum("si,ij,sj->s", margins, distance, margins)
    observed = (sampled * distance).sum(axis=(1, 2)) * (margins.sum(axis=1) - 1)
    varied = by_chance > 0
    return [float(one) for one in 1 - observed[varied] / by_chance[varied]]


def _nominal(scale: Array, _margins: Array) -> Array:
    unlike: Array = scale[:, None] != scale[None, :]
    return unlike.astype(float)


def _ordinal(_scale: Array, margins: Array) -> Array:
    import numpy as np

    middle = np.cumsum(margins) - margins / 2
    squares: Array = (middle[:, None] - middle[None, :]) ** 2
    return squares


def _interval(scale: Array, _margins: Array) -> Array:
    squares: Array = (scale[:, None] - scale[None, :]) ** 2
    return squares


def _ratio(scale: Array, _margins: Array) -> Array:
    import numpy as np

    total = scale[:, None] + scale[None, :]
    apart = scale[:, None] - scale[None, :]
    squares: Array = np.divide(apart, total, out=np.zeros_like(apart), where=total != 0) ** 2
    return squares


_DISTANCES: dict[str, Callable[[Array, Array], Array]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def _order(level: str) -> Callable[[Any], tuple[str, str] | float]:
    """Names by their kind and writing, so that any may be mixed; at other levels numbers by size."""
    if level == "nominal":
        return lambda value: (type(value).__name__, str(value))
    return float


def _fleiss(table: Sequence[Sequence[int]]) -> float | None:
    units, coders = len(table), sum(table[0]) if table else 0
    if not units:
        return None
    shares = [sum(column) / (units * coders) for column in zip(*table, strict=True)]
    chance = sum(share * share for share in shares)
    if math.isclose(chance, 1):
        return None
    alike = sum(cell * (cell - 1) for row in table for cell in row)
    return float((alike / (units * coders * (coders - 1)) - chance) / (1 - chance))


def _jackknife(without: Sequence[float]) -> float:
    n = len(without)
    middle = sum(without) / n
    return math.sqrt((n - 1) / n * sum((one - middle) ** 2 for one in without))
