"""Tables as the grids of counts that disclosure control works on, and the way back to their cells."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dhp.statistics.disclosure.system import Cell
from dhp.statistics.table_parts import STRETCHES
from dhp.statistics.tables import TOTAL, Table

if TYPE_CHECKING:
    import pandas as pd

Place = tuple[str, str]  # the key of a row and the key of a column


@dataclass(frozen=True)
class Issued:
    """One table as it was issued before: every count, what was hidden, and how far its rows were
    merged (0 for not at all).
    """

    counts: Mapping[Place, int]
    hidden: frozenset[Place] = frozenset()
    level: int = 0


@dataclass(frozen=True)
class Grid:
    """Some counts of one table that add up: its columns, and all rows or the one `row`.

    `names` say what its axes tell apart, so that grids that tell the same apart are linked; `whole`
    what it divides. `rolling` says that its rows are stretches of time: an earlier issue may have had
    others, and its totals were then of other days.
    """

    table: int
    columns: tuple[str, ...]
    row: str | None = None
    names: tuple[Hashable, Hashable] = ("rows", "columns")
    whole: Hashable = field(default=None)
    rolling: bool = False

    def frame(self, counts: Mapping[Place, int]) -> "pd.DataFrame":
        """The inner counts as a frame, in the order in which `counts` has them."""
        import pandas as pd

        rows = list(dict.fromkeys(row for row, _column in counts))
        rows = [row for row in rows if row == (self.row or row) and (self.row or row != TOTAL)]
        columns = [one for one in self.columns if any(column == one for _row, column in counts)]
        inner = [[counts[row, column] for column in columns] for row in rows]
        labels = ["alone" for _row in rows] if self.row else rows
        heads = ["alone" for _column in columns] if len(self.columns) == 1 else columns
        frame = pd.DataFrame(inner, index=labels, columns=heads, dtype="int64")
        frame.index.name, frame.columns.name = self.names
        frame.attrs["whole"] = self.whole
        frame.attrs["rolling"] = self.rolling
        return frame

    def place(self, cell: Cell) -> Place:
        """Where the table shows what the grid has in `cell`."""
        row, column = str(cell[0]), str(cell[1])
        if len(self.columns) == 1:
            column = self.columns[0]
        return self.row or row, column

    def cells(self, places: Iterable[Place], frame: "pd.DataFrame") -> frozenset[Cell]:
        """Every cell of `frame`, margins too, that stands for one of `places`."""
        wanted = frozenset(places)
        rows, columns = (*frame.index, TOTAL), (*frame.columns, TOTAL)
        every = ((row, column) for row in rows for column in columns)
        return frozenset(cell for cell in every if self.place(cell) in wanted)


def counts_of(table: Table) -> dict[Place, int]:
    """Every count of `table`, totals too. Raises ValueError where one is missing or does not add up."""
    counts: dict[Place, int] = {}
    for row in table.rows:
        for column in table.counts:
            value = row.cells[column.key].value
            if not isinstance(value, int):
                raise ValueError(f"Table {table.id}: {row.key}, {column.key} is no count.")
            counts[row.key, column.key] = value
    _check_sums(table, counts)
    return counts


def grids(table: Table, number: int) -> list[Grid]:
    """The grids of `table`, the `number`th of its release.

    Parts of a whole in two ways are one grid; other columns are a grid each; and rows that are no
    parts of a whole are a grid each, too, since nothing but their own count tells of them.
    """
    keys = tuple(column.key for column in table.counts if column.key != TOTAL)
    about: tuple[Hashable, ...] = (table.unit, table.base, table.period)
    rolling = table.rows_by in STRETCHES
    if table.columns_add:
        crossed = ((table.rows_by, about), (table.columns_by, about))
        return [Grid(number, keys, names=crossed, whole=about, rolling=rolling)]
    found = []
    for key in (column.key for column in table.counts):
        whole = about if len(table.counts) == 1 else (*about, table.id, key)
        if table.rows_add:
            alike = ((table.rows_by, whole), ("one", whole))
            found.append(Grid(number, (key,), names=alike, whole=whole, rolling=rolling))
            continue
        for row in table.rows:
            alone = (table.id, row.key, key)
            names = (alone, ("one", alone))
            everybody = whole if row.key == TOTAL else None
            found.append(Grid(number, (key,), row.key, names=names, whole=everybody))
    return found


def _check_sums(table: Table, counts: Mapping[Place, int]) -> None:
    """What is called a total is one; otherwise nothing that is worked out from it would be true."""
    rows = {row for row, _column in counts}
    columns = {column for _row, column in counts}
    inner = rows - {TOTAL}, columns - {TOTAL}
    wrong = []
    if table.rows_add and TOTAL in rows:
        wrong += [
            column
            for column in columns
            if counts[TOTAL, column] != sum(counts[row, column] for row in inner[0])
        ]
    if table.columns_add and TOTAL in columns:
        wrong += [
            row
            for row in rows
            if counts[row, TOTAL] != sum(counts[row, column] for column in inner[1])
        ]
    if wrong:
        raise ValueError(f"Table {table.id}: the totals of {sorted(wrong)} do not add up.")
