"""Cells that compare two counts, by the rules for small numbers: computed first, rounded once, shown."""

import math

from dhp.shares import LEAST_BASE, rounded
from dhp.statistics.comparison import rate_ratio, verdict
from dhp.statistics.tables import Cell, Column, Mark

NONE = Cell.marked(Mark.NOT_AVAILABLE)


def difference(count: int) -> Cell:
    """A difference with its sign."""
    return Cell(count, f"{count:+,}" if count else "0")


def change(before: int, now: int) -> Cell:
    """The change from one count to another: in percent where both are 20 or more, else in deaths."""
    if min(before, now) < LEAST_BASE or before == now:
        return difference(now - before)
    percent = rounded(100 * (now - before) / before)
    return Cell(now - before, f"{percent:+}%" if percent else "under 1%")


def ratio_columns(of: str) -> tuple[Column, ...]:
    """What says how one count stands beside another: the change, the ratio, its interval, the words."""
    return (
        Column("change", "Change", of=of),
        Column("ratio", "Ratio", of=of),
        Column("interval", "95% interval of ratio", numeric=False, of=of),
        Column("verdict", "In words", numeric=False, of=of),
    )


def ratio_cells(before: int, now: int) -> dict[str, Cell]:
    """The cells of `ratio_columns`, exact, of incidents or deaths in stretches of the same length."""
    found = rate_ratio(before, now)
    ratio = found.ratio
    finite = ratio is not None and math.isfinite(ratio)
    return {
        "change": change(before, now),
        "ratio": Cell(ratio, f"{rounded(ratio or 0.0, 2)}") if finite else NONE,
        "interval": Cell.words(f"{rounded(found.low, 2)} to {_end(found.high)}")
        if before + now
        else NONE,
        "verdict": Cell.words(verdict(before, now)),
    }


def _end(high: float) -> str:
    return f"{rounded(high, 2)}" if math.isfinite(high) else "no limit"
