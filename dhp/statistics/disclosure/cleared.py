"""The one place where a cleared table is made: what is hidden leaves no trace in any cell."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dhp.absence import Absence
from dhp.statistics.disclosure.grids import Place
from dhp.statistics.disclosure.limits import Limits
from dhp.statistics.reading import parts
from dhp.statistics.tables import TOTAL, Cell, Clearance, ClearedTable, Column, Row, Table

_CLEARANCE = Clearance()
_HIDDEN = Cell.absent(Absence.SUPPRESSED)


def cleared(table: Table, hidden: frozenset[Place], limits: Limits) -> ClearedTable:
    """`table` without the counts in `hidden`, and without every figure computed from one of them.

    Notes that hold numbers are left out too, unless the table calls them open: nobody can say what
    a number among words would tell.

    Raises ValueError for a column of words that no count stands behind: nobody can say what it
    tells.
    """
    for column in table.columns:
        if not column.numeric and column.of is None:
            raise ValueError(f"Table {table.id}: the words of {column.key} cannot be cleared.")
    bases = {column.key for column in table.counts if _tells_base(table, column.key, hidden)}
    return ClearedTable(
        id=table.id,
        title=table.title,
        unit=table.unit,
        base=table.base,
        row_head=table.row_head,
        columns=table.columns,
        rows=tuple(_row(row, table.columns, hidden, bases) for row in table.rows),
        notes=tuple(note for note in table.notes if _may_be_read(note, table)),
        period=table.period,
        as_at=table.as_at,
        source=table.source,
        asked=table.asked,
        threshold=limits.inner,
        clearance=_CLEARANCE,
    )


def read_cleared(data: Mapping[str, Any]) -> ClearedTable:
    """The cleared table whose `to_data()` is `data`: only for what was kept as it was cleared."""
    return ClearedTable(**parts(data), threshold=data["threshold"], clearance=_CLEARANCE)


def _may_be_read(note: str, table: Table) -> bool:
    return note in table.open_notes or not any(letter.isdigit() for letter in note)


def _tells_base(table: Table, column: str, hidden: frozenset[Place]) -> bool:
    """Whether what is known in a column, the base of its shares, would tell a hidden count."""
    return any((row.key, column) in hidden for row in table.rows if row.missing or row.key == TOTAL)


def _row(row: Row, columns: tuple[Column, ...], hidden: frozenset[Place], bases: set[str]) -> Row:
    def shown(column: Column) -> Cell:
        count = column.of or column.key
        gone = (row.key, count) in hidden or (column.share and count in bases)
        gone |= column.base is not None and (row.key, column.base) in hidden
        return _HIDDEN if gone else row.cells[column.key]

    cells: Mapping[str, Cell] = {column.key: shown(column) for column in columns}
    return replace(row, cells=cells, wider=())
