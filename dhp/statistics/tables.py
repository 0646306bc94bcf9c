"""A table of numbers with all that is needed to read it alone, and its cleared twin.

A `Table` holds true numbers and may stand in a restricted edition only. A `ClearedTable` is another
type: only disclosure control makes one, and only such a table may stand where everybody may read.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from dhp.absence import Absence

TOTAL = "total"  # the key of the row, and of the column, that holds totals


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


class Geography(StrEnum):
    """The smallest place that a table tells apart."""

    NATIONAL = "national"
    REGION = "region"
    FORCE = "force"


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
    base, what is known in that column, went into it too.
    """

    key: str
    label: str
    numeric: bool = True
    of: str | None = None
    share: bool = False


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


@dataclass(frozen=True)
class Period:
    """The days a table or a report is about, both included."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What every table says. `id` is its stable number (W1), `unit` what is counted, `base` out of
    what, `row_head` the head of the column of row labels, `source` where the numbers come from.

    Raises ValueError where a row lacks a cell, a key comes twice, or `as_at` has no time zone.
    """

    id: str
    title: str
    unit: str
    base: str
    row_head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    period: Period
    as_at: datetime
    source: str
    notes: tuple[str, ...] = ()
    kind: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        if self.as_at.tzinfo is None:
            raise ValueError("The instant of a table carries its time zone.")
        keys = [column.key for column in self.columns]
        for row in self.rows:
            if sorted(row.cells) != sorted(keys):
                raise ValueError(f"Table {self.id}: the row {row.key} needs the cells {keys}.")
        for named in (keys, [row.key for row in self.rows]):
            if twins := [key for key, times in Counter(named).items() if times > 1]:
                raise ValueError(f"Table {self.id} has these keys twice: {twins}.")

    @property
    def legend(self) -> tuple[str, ...]:
        """What the marks used in this table mean, a line each, in the order of the alphabet."""
        used = {cell.mark for row in self.rows for cell in row.cells.values() if cell.mark}
        return tuple(f"[{mark}] {mark.meaning}" for mark in sorted(used))

    def cell(self, row: str, column: str) -> Cell:
        """The cell of a row and a column, by their keys. Raises KeyError where there is none."""
        return {one.key: one for one in self.rows}[row].cells[column]


@dataclass(frozen=True, kw_only=True)
class Table(Laid):
    """True numbers, for a restricted edition or to be cleared.

    `rows_by` and `columns_by` name what the rows and the columns tell apart (`type`, `force`, a
    characteristic's code): tables that share a name and its labels are linked. `rows_add` and
    `columns_add` say whether the rows and the columns are parts of one whole, as several answers to
    one question are not. `sensitive` says that being in a group would tell something of a person.
    `groups` gives the labels of the rows' wider groups, and `wider_heads` the head of their column,
    the nearest first. `series` names the growing table that this
    is one issue of; left empty it is the id, the first day and what is told apart.
    """

    rows_by: str
    columns_by: str = ""
    geography: Geography = Geography.NATIONAL
    rows_add: bool = True
    columns_add: bool = False
    sensitive: bool = True
    groups: Mapping[str, str] = field(default_factory=dict)
    wider_heads: tuple[str, ...] = ()
    series: str = ""

    def __post_init__(self) -> None:
        """Also give the series its name, where none was given."""
        super().__post_init__()
        for row in self.rows:
            if len(row.wider) > len(self.wider_heads) or set(row.wider) - self.groups.keys():
                raise ValueError(f"Table {self.id}: the groups of {row.key} need heads and labels.")
        if not self.series:
            parts = (self.id, self.period.start.isoformat(), self.rows_by, self.columns_by)
            object.__setattr__(self, "series", ":".join(parts))

    @property
    def counts(self) -> tuple[Column, ...]:
        """The columns that hold counts."""
        return tuple(column for column in self.columns if column.numeric and column.of is None)


class Clearance:
    """The right to make a `ClearedTable`. Disclosure control holds it; a house test sees that
    nothing else does.
    """


@dataclass(frozen=True, kw_only=True)
class ClearedTable(Laid):
    """A table that may be shown to everybody: what it hides is in no field of it.

    `threshold` is the least count that it shows. Only `statistics.disclosure` makes one; anybody
    else gets TypeError.
    """

    threshold: int
    clearance: InitVar[Clearance]

    def __post_init__(self, clearance: Clearance) -> None:
        """Refuse whoever has no clearance, and a hidden cell that still has its number."""
        if not isinstance(clearance, Clearance):
            raise TypeError("Only disclosure control clears a table.")
        super().__post_init__()
        for row in self.rows:
            for cell in row.cells.values():
                if cell.mark is Mark.CONFIDENTIAL and cell != Cell.absent(Absence.SUPPRESSED):
                    raise ValueError(f"Table {self.id}: a hidden cell still tells something.")
