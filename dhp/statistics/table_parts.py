"""What a table is made of: its cells with their marks, its columns, its rows and its days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dhp.absence import Absence
from dhp.statistics.measured import Measured
from dhp.worded import Worded

TOTAL = "total"  # the key of the row, and of the column, that holds totals
STRETCHES = frozenset({"week", "month", "quarter", "year"})  # of time, that rows can be


class Mark(Worded):
    """The shorthand of government statistics for a cell that needs a word of warning."""

    meaning: str

    CONFIDENTIAL = "c", "withheld so that nobody can be identified"
    ESTIMATED = "e", "estimated, not counted"
    NOT_AVAILABLE = "x", "not available"
    NOT_APPLICABLE = "z", "not applicable"
    LOW_RELIABILITY = "u", "based on few deaths, treat with caution"
    PROVISIONAL = "p", "provisional, will change"
    REVISED = "r", "revised since the last edition"
    BREAK = "b", "break in the series, do not compare across it"

    def after(self, label: str) -> str:
        """`label`, of a row or a column, with the mark after it: "April 2025 [p]"."""
        return f"{label} [{self}]"


@dataclass(frozen=True)
class Cell:
    """One cell: the number, or None where there is none; what is shown; a mark, or None."""

    value: int | float | None
    shown: str
    mark: Mark | None = None

    def __post_init__(self) -> None:
        if not self.shown.strip():
            raise ValueError("A cell is never blank: show 0, a word, or a mark in brackets.")

    def to_data(self) -> dict[str, Any]:
        """The cell as it stands in report.json."""
        return {"value": self.value, "shown": self.shown, "mark": self.mark}

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

    @classmethod
    def absent(cls, absence: Absence) -> "Cell":
        """One of the three kinds of nothing: a nought that was confirmed, or a mark."""
        if absence is Absence.CONFIRMED_NONE:
            return cls.count(0)
        hidden = absence is Absence.SUPPRESSED
        return cls.marked(Mark.CONFIDENTIAL if hidden else Mark.NOT_AVAILABLE)


@dataclass(frozen=True)
class Column:
    """A column of a table. Numbers stand to the right, words to the left.

    A column of counts has no `of`. A column computed from counts (a share, a rate, an end of an
    interval) names in `of` the key of the column of counts it comes from; `share` says that its
    base, what is known in that column, went into it too, and `base` names another column of counts
    that did. A column that is `open` counts no people (returns that were due, say), so that it needs
    no clearing. `asked` is what its measure was asked where that is not what the table's was.
    """

    key: str
    label: str
    numeric: bool = True
    of: str | None = None
    share: bool = False
    base: str | None = None
    open: bool = False
    asked: Measured | None = None

    def to_data(self) -> dict[str, Any]:
        """What a reader of the table needs of it, as plain data."""
        data: dict[str, Any] = {"key": self.key, "label": self.label, "numeric": self.numeric}
        if self.of is not None:
            data["of"] = self.of
        if self.asked is not None:
            data["asked"] = self.asked.to_data()
        return data


@dataclass(frozen=True)
class Row:
    """A row of a table: its head and one cell for each column's key.

    `missing` marks a state of absence, such as not known, which is no part of the known base.
    `wider` are the keys of the coarser groups it may be merged into, the nearest first.
    """

    key: str
    label: str
    cells: Mapping[str, Cell]
    missing: bool = False
    wider: tuple[str, ...] = ()

    @property
    def strong(self) -> bool:
        """Whether the row is the total and stands out."""
        return self.key == TOTAL


def legend_of(columns: Iterable[Column], rows: Iterable[Row]) -> tuple[str, ...]:
    """What the marks of a table mean, a line each, in the order of the alphabet.

    Marks stand in cells, and at the end of the labels of rows and columns.
    """
    kept = tuple(rows)
    used = {cell.mark for row in kept for cell in row.cells.values() if cell.mark}
    labels = [*(row.label for row in kept), *(column.label for column in columns)]
    used |= {mark for mark in Mark for label in labels if label.endswith(f" [{mark}]")}
    return tuple(f"[{mark}] {mark.meaning}" for mark in sorted(used))


@dataclass(frozen=True)
class Period:
    """The days a table or a report is about, both included."""

    start: date
    end: date
