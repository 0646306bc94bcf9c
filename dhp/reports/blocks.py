"""The blocks a report is made of: plain, frozen, the same for the page, the paper and the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from dhp.charts.columns import Columns
from dhp.charts.lines import Lines

Chart = Columns | Lines


class Mark(StrEnum):
    """The shorthand of government statistics for a cell that needs a word of warning."""

    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    LOW_RELIABILITY = "u"
    PROVISIONAL = "p"
    REVISED = "r"
    BREAK = "b"

    @property
    def meaning(self) -> str:
        """What the mark says, in words for the foot of a table."""
        return _MEANINGS[self]


_MEANINGS = {
    Mark.CONFIDENTIAL: "withheld so that nobody can be identified",
    Mark.NOT_AVAILABLE: "not available",
    Mark.NOT_APPLICABLE: "not applicable",
    Mark.LOW_RELIABILITY: "based on few deaths, treat with caution",
    Mark.PROVISIONAL: "provisional, will change",
    Mark.REVISED: "revised since the last edition",
    Mark.BREAK: "break in the series, do not compare across it",
}


@dataclass(frozen=True)
class Cell:
    """One cell: the number, or None where there is none; what is shown; a mark, or None."""

    value: int | float | None
    shown: str
    mark: Mark | None = None

    def __post_init__(self) -> None:
        if not self.shown.strip():
            raise ValueError("A cell is never blank: show 0, a word, or a mark in brackets.")

    @classmethod
    def count(cls, value: int, mark: Mark | None = None) -> "Cell":
        """A count, shown with thousands separated."""
        return cls(value, f"{value:,}", mark)

    @classmethod
    def words(cls, text: str) -> "Cell":
        """A cell that holds words, such as the names of forces or a range."""
        return cls(None, text)

    @classmethod
    def marked(cls, mark: Mark) -> "Cell":
        """A cell without a number, shown as the mark in square brackets."""
        return cls(None, f"[{mark}]", mark)


@dataclass(frozen=True)
class Column:
    """A column of a table. Numbers stand to the right, words to the left."""

    key: str
    label: str
    numeric: bool = True


@dataclass(frozen=True)
class Row:
    """A row of a table: its head and one cell for each column's key."""

    key: str
    label: str
    cells: Mapping[str, Cell]

    @property
    def strong(self) -> bool:
        """Whether the row is the total and stands out."""
        return self.key == "total"


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


Block = Heading | Text | Bullets | Note | TableBlock | ChartBlock
