"""The least count that may be shown of each quantity."""

from collections.abc import Sequence
from dataclasses import dataclass

from dhp.statistics.disclosure.system import TOTAL, Cell, System


@dataclass(frozen=True)
class Limits:
    """The least counts that a table shows: inside, as totals of its rows and columns, over all.

    A total is a figure of its own, and often a less telling one: of a table by force and type the
    totals by type are national. Raises ValueError for a limit below 2, which would hide nothing.
    """

    inner: int
    rows: int
    columns: int
    grand: int

    def __post_init__(self) -> None:
        if min(self.inner, self.rows, self.columns, self.grand) < 2:
            raise ValueError("A threshold is 2 or more.")

    def of(self, cell: Cell) -> int:
        """The limit of a cell of the table."""
        row, column = cell
        if row == TOTAL:
            return self.grand if column == TOTAL else self.columns
        return self.rows if column == TOTAL else self.inner


def limits_of(found: System, threshold: int | Sequence[Limits]) -> list[int]:
    """The limit of every quantity: of one that several tables show, the least.

    `threshold` is one number for all, or limits for each table.
    """
    if isinstance(threshold, int):
        threshold = [Limits(*[threshold] * 4)] * len(found.places)
    least: dict[int, int] = {}
    for place, limits in zip(found.places, threshold, strict=True):
        for cell, number in place.items():
            least[number] = min(limits.of(cell), least.get(number, limits.of(cell)))
    return [least[n] for n in range(len(found.values))]
