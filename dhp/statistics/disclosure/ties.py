"""Sums between the tables of one release: months that stand in one table add up to a figure of another.

Thirteen months by type beside the same types over twelve months tell the first month by subtraction,
though the two tables share no total.
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

from dhp.statistics.disclosure.grids import Grid
from dhp.statistics.disclosure.system import TOTAL, Tie
from dhp.statistics.measures.spans import spans_between
from dhp.statistics.tables import Table

if TYPE_CHECKING:
    import pandas as pd


def ties_between(
    tables: Sequence[Table], every: Sequence[Grid], frames: "Sequence[pd.DataFrame]"
) -> list[Tie]:
    """Every such sum that is true of the counts. `frames` are those of `every` grid."""
    return [
        tie
        for one, months in enumerate(every)
        if months.rolling
        for other, grid in enumerate(every)
        if other != one and grid.row is None and _of_the_same(tables, months, grid)
        for tie in _ties(tables, every, frames, (one, other))
        if _is_true(tie, frames)
    ]


def _of_the_same(tables: Sequence[Table], months: Grid, grid: Grid) -> bool:
    """Whether two grids count the same things, of whatever days."""
    one, other = tables[months.table], tables[grid.table]
    return (one.unit, one.base) == (other.unit, other.base)


def _ties(
    tables: Sequence[Table],
    every: Sequence[Grid],
    frames: "Sequence[pd.DataFrame]",
    pair: tuple[int, int],
) -> Iterator[Tie]:
    """What the days of the second grid's table would be in the first one's months."""
    one, other = pair
    months, whole = tables[every[one].table], tables[every[other].table]
    days = whole.period
    keys = [key for key, _label in spans_between(months.rows_by, days.start, days.end)]
    if not set(keys) <= set(frames[one].index):
        return
    yield [(one, (key, TOTAL)) for key in keys], (other, (TOTAL, TOTAL))
    if not months.columns_add:
        return
    shared = set(frames[one].columns)
    if months.columns_by == whole.rows_by:
        for label in _in(frames[other].index, shared):
            yield [(one, (key, label)) for key in keys], (other, (label, TOTAL))
    if whole.columns_add and months.columns_by == whole.columns_by:
        for label in _in(frames[other].columns, shared):
            yield [(one, (key, label)) for key in keys], (other, (TOTAL, label))


def _in(labels: "pd.Index[str]", shared: set[str]) -> list[Hashable]:
    return [label for label in labels if label in shared]


def _is_true(tie: Tie, frames: "Sequence[pd.DataFrame]") -> bool:
    """Whether the parts add up: deaths of a month not known, say, may be in one table only."""
    parts, total = tie
    return sum(_value(frames, *part) for part in parts) == _value(frames, *total)


def _value(frames: "Sequence[pd.DataFrame]", number: int, cell: tuple[Hashable, Hashable]) -> int:
    frame, (row, column) = frames[number], cell
    rows = frame if row == TOTAL else frame.loc[[row]]
    return int((rows if column == TOTAL else rows[[column]]).to_numpy().sum())
