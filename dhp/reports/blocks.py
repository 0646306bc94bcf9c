"""The blocks a report is made of: plain, frozen, the same for the page, the paper and the file."""

from dataclasses import dataclass, field
from typing import ClassVar

from dhp.charts.columns import Columns
from dhp.charts.lines import Lines
from dhp.statistics.tables import Cell, ClearedTable, Column, Mark, Row

Chart = Columns | Lines

__all__ = [
    "AnyTable",
    "Block",
    "Bullets",
    "Cell",
    "Chart",
    "ChartBlock",
    "Column",
    "Heading",
    "Mark",
    "Note",
    "Row",
    "TableBlock",
    "Text",
]


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3; the title of the document is level 1."""

    level: int
    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Bullets:
    """A list of short points."""

    items: tuple[str, ...]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True)
class Note:
    """Words set apart from the text: a support line, a correction, a warning."""

    text: str
    title: str = ""
    kind: ClassVar[str] = "note"


@dataclass(frozen=True)
class TableBlock:
    """A table with all that is needed to read it alone.

    `id` is the stable number of the table (W1), `unit` what is counted, `base` out of what,
    `row_head` the head of the column of row labels.
    """

    id: str
    title: str
    unit: str
    base: str
    row_head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    kind: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        for row in self.rows:
            if sorted(row.cells) != sorted(keys):
                raise ValueError(f"Table {self.id}: the row {row.key} needs the cells {keys}.")

    @property
    def legend(self) -> tuple[str, ...]:
        """What the marks used in this table mean, a line each, in the order of the alphabet."""
        used = {cell.mark for row in self.rows for cell in row.cells.values() if cell.mark}
        return tuple(f"[{mark}] {mark.meaning}" for mark in sorted(used))


@dataclass(frozen=True)
class ChartBlock:
    """A chart: its message as `title`, what is measured as `subtitle`, the same in words."""

    id: str
    title: str
    subtitle: str
    alternative: str
    chart: Chart
    notes: tuple[str, ...] = field(default=())
    kind: ClassVar[str] = "chart"


AnyTable = TableBlock | ClearedTable
Block = Heading | Text | Bullets | Note | AnyTable | ChartBlock
