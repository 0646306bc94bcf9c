"""Published tables as an attacker sees them: quantities, and the sums that tie them together."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

TOTAL = "total"

Cell = tuple[Hashable, Hashable]  # (row label, column label); "total" names a margin
Cells = frozenset[Cell]
Tie = tuple[list[tuple[int, Cell]], tuple[int, Cell]]  # parts and total: the table's place, a cell


@dataclass(frozen=True)
class System:
    """All quantities of some linked tables, each once, and every sum among them.

    `values` are the true counts. `places` names, a table each, the quantity behind every cell, so
    that a total that two tables share is one quantity. `sums` is a row a sum: its parts have 1, its
    total -1. `margins` and `grand` are the quantities that are totals of one kind or of all.
    """

    values: "NDArray[Any]"
    places: tuple[dict[Cell, int], ...]
    sums: "csr_array"
    margins: frozenset[int]
    grand: frozenset[int]

    def quantities(self, hidden: Sequence[Cells]) -> frozenset[int]:
        """The quantities behind hidden cells, a set of cells a table."""
        pairs = zip(self.places, hidden, strict=True)
        return frozenset(place[cell] for place, cells in pairs for cell in cells)

    def cells(self, quantities: frozenset[int]) -> tuple[Cells, ...]:
        """The cells that show any of these quantities, a set a table."""
        return tuple(
            frozenset(cell for cell, number in place.items() if number in quantities)
            for place in self.places
        )

    @cached_property
    def columns(self) -> Any:
        """The sums by column, for taking some quantities out of them fast."""
        return self.sums.tocsc()

    @cached_property
    def entries(self) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
        """Every entry of the sums: which sum, which quantity, and its sign."""
        found = self.sums.tocoo()
        return found.row, found.col, found.data


def system(tables: Sequence["pd.DataFrame"], ties: Sequence[Tie] = ()) -> System:
    """The system of `tables` of inner counts, which are published with all their margins.

    Tables that have the same labels on an axis, of the same name, and the same totals there, share
    these totals. Tables whose `attrs` have the same `whole` count the same things, so that they share
    the grand total, whatever they tell apart. `ties` are more sums, between cells of any of them.
    Raises ValueError for a count that is negative or not
    whole, for a label that comes twice, and for a label that is called as a margin is.
    """
    for table in tables:
        _check(table)
    numbers = _Numbers()
    places = tuple(_place(table, numbers, _shared(table, tables)) for table in tables)
    rows = [row for place, table in zip(places, tables, strict=True) for row in _sums(place, table)]
    for parts, (whole, cell) in ties:
        rows.append(([places[n][part] for n, part in parts], places[whole][cell]))
    return System(
        numbers.array(),
        places,
        _matrix(rows, len(numbers.values)),
        frozenset(numbers.margins),
        frozenset(numbers.grand),
    )


class _Numbers:
    """Gives each quantity its number: the same for the same key, a new one for None."""

    def __init__(self) -> None:
        self.values: list[float] = []
        self.keys: dict[Hashable, int] = {}
        self.margins: set[int] = set()
        self.grand: set[int] = set()

    def number(self, value: float, key: Hashable = None) -> int:
        if key is not None and key in self.keys:
            return self.keys[key]
        self.values.append(float(value))
        if key is not None:
            self.keys[key] = len(self.values) - 1
        return len(self.values) - 1

    def array(self) -> "NDArray[Any]":
        import numpy as np

        return np.array(self.values)


def _check(table: "pd.DataFrame") -> None:
    import numpy as np

    counts = table.to_numpy(dtype=float)
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts % 1).any():
        raise ValueError("A table of counts holds whole numbers, none of them negative or missing.")
    for labels in (table.index, table.columns):
        if not labels.is_unique or TOTAL in labels:
            raise ValueError(f"Each label comes once, and none is called {TOTAL}.")


def _axis(table: "pd.DataFrame", axis: int) -> Hashable:
    """What names an axis: its name or side, its labels, and its totals."""
    labels = table.axes[axis]
    totals = table.T.sum() if axis == 0 else table.sum()
    name = labels.name if labels.name is not None else ("rows", "columns")[axis]
    return name, frozenset((label, int(totals[label])) for label in labels)


def _links(table: "pd.DataFrame") -> set[Hashable]:
    """What links a table with others: each of its axes, and the whole that it divides."""
    whole = table.attrs.get("whole")
    axes: set[Hashable] = {_axis(table, axis) for axis in (0, 1)}
    return axes if whole is None else {*axes, ("whole", whole, int(table.to_numpy().sum()))}


def _shared(table: "pd.DataFrame", tables: Sequence["pd.DataFrame"]) -> Hashable:
    """What names the grand total: everything that links `table` with some others."""
    group = _links(table)
    grown = True
    while grown:
        linked = [links for other in tables if (links := _links(other)) & group]
        grown = any(links - group for links in linked)
        group = group.union(*linked)
    return frozenset(group)


def _place(table: "pd.DataFrame", numbers: _Numbers, group: Hashable) -> dict[Cell, int]:
    place: dict[Cell, int] = {}
    counts = table.to_numpy()
    for n, row in enumerate(table.index):
        for m, column in enumerate(table.columns):
            place[row, column] = numbers.number(int(counts[n, m]))
    rows, columns = _axis(table, 0), _axis(table, 1)
    for label, total in table.sum(axis=1).items():
        place[label, TOTAL] = numbers.number(total, (rows, label))
    for label, total in table.sum(axis=0).items():
        place[TOTAL, label] = numbers.number(total, (columns, label))
    place[TOTAL, TOTAL] = numbers.number(table.to_numpy().sum(), group)
    margins = {number for cell, number in place.items() if TOTAL in cell}
    numbers.margins |= margins
    numbers.grand.add(place[TOTAL, TOTAL])
    return place


def _sums(place: dict[Cell, int], table: "pd.DataFrame") -> Iterator[tuple[list[int], int]]:
    """Each sum as its parts and its total."""
    for row in (*table.index, TOTAL):
        yield [place[row, column] for column in table.columns], place[row, TOTAL]
    for column in (*table.columns, TOTAL):
        yield [place[row, column] for row in table.index], place[TOTAL, column]


def _matrix(rows: Sequence[tuple[list[int], int]], width: int) -> "csr_array":
    from scipy.sparse import csr_array

    entries = [
        (n, quantity, sign)
        for n, (parts, total) in enumerate(rows)
        for quantity, sign in (*((part, 1.0) for part in parts), (total, -1.0))
    ]
    where, which, signs = zip(*entries, strict=True)
    return csr_array((signs, (where, which)), shape=(len(rows), width))
