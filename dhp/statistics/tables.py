"""A table of numbers with all that is needed to read it alone, and its cleared twin.

A `Laid` is a table as it is read. A `Table` is one that also says what is needed to clear it: it holds
true numbers and may stand in a restricted edition only. A `ClearedTable` is another type: only
disclosure control makes one, and only such a table may stand where everybody may read.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from dhp.absence import Absence
from dhp.statistics.measured import Measured
from dhp.statistics.table_parts import TOTAL, Cell, Column, Mark, Period, Row, legend_of

__all__ = [
    "TOTAL",
    "Cell",
    "Clearance",
    "ClearedTable",
    "Column",
    "Geography",
    "Laid",
    "Mark",
    "Period",
    "Row",
    "Table",
]


class Geography(StrEnum):
    """The smallest place that a table tells apart."""

    NATIONAL = "national"
    REGION = "region"
    FORCE = "force"


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What every table says. `id` is its stable number (W1), `unit` what is counted, `base` out of
    what, `row_head` the head of the column of row labels, `source` where the numbers come from.
    `asked` is what the measure behind it was asked, where there is one.

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
    asked: Measured | None = None
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
        return legend_of(self.columns, self.rows)

    def to_data(self) -> dict[str, Any]:
        """The table as plain lists, dictionaries, words and numbers, as it stands in report.json."""
        return {
            "id": self.id,
            "title": self.title,
            "unit": self.unit,
            "base": self.base,
            "row_head": self.row_head,
            "columns": [column.to_data() for column in self.columns],
            "rows": [
                {
                    "key": row.key,
                    "label": row.label,
                    "cells": {
                        column.key: row.cells[column.key].to_data() for column in self.columns
                    },
                }
                for row in self.rows
            ],
            "notes": list(self.notes),
            "period": {
                "from": self.period.start.isoformat(),
                "to": self.period.end.isoformat(),
            },
            "as_at": self.as_at.isoformat(),
            "source": self.source,
            "asked": self.asked.to_data() if self.asked else None,
        }

    def traced(self, row: str, column: str) -> Measured | None:
        """What was asked for the deaths behind one cell; None where no measure stands behind it.

        A figure that is computed from a count leads to that count.
        """
        found = {one.key: one for one in self.columns}[column]
        asked = found.asked or self.asked
        if asked is None:
            return None
        key = found.of or column
        groups = [(name, at) for name, at in zip(asked.by, (row, key), strict=False) if at != TOTAL]
        return asked.narrowed(*groups)

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
    the nearest first. `open_notes` are those of the notes that may be shared though they hold numbers,
    because these count no deaths; `own_notes` hold numbers of the record, and no cleared table has
    them. `series` names the growing table that this is one issue of; left empty it is the id, the
    first day and what is told apart. `least` is the least count that everybody may read, where what
    is counted asks for more than the policy does.
    """

    rows_by: str
    columns_by: str = ""
    geography: Geography = Geography.NATIONAL
    rows_add: bool = True
    columns_add: bool = False
    sensitive: bool = True
    groups: Mapping[str, str] = field(default_factory=dict)
    wider_heads: tuple[str, ...] = ()
    open_notes: tuple[str, ...] = ()
    series: str = ""
    own_notes: tuple[str, ...] = ()
    least: int = 0

    def __post_init__(self) -> None:
        """Also give the series its name, where none was given."""
        super().__post_init__()
        for row in self.rows:
            if len(row.wider) > len(self.wider_heads) or set(row.wider) - self.groups.keys():
                raise ValueError(f"Table {self.id}: the groups of {row.key} need heads and labels.")
        if not self.series:
            parts = (self.id, self.period.start.isoformat(), self.rows_by, self.columns_by)
            object.__setattr__(self, "series", ":".join(parts))

    def plain(self) -> Laid:
        """The table as it is read, with the notes that only a restricted edition has."""
        said = {one.name: getattr(self, one.name) for one in fields(Laid)}
        rows = tuple(Row(row.key, row.label, row.cells) for row in self.rows)
        columns = tuple(replace(column, share=False, base=None) for column in self.columns)
        notes = (*self.own_notes, *self.notes)
        return Laid(**said | {"rows": rows, "columns": columns, "notes": notes})

    def to_data(self) -> dict[str, Any]:
        """As every table, with the notes that only a restricted edition has."""
        return super().to_data() | {"notes": [*self.own_notes, *self.notes]}

    @property
    def counts(self) -> tuple[Column, ...]:
        """The columns that hold counts of people or deaths, which are what has to be cleared."""
        return tuple(
            column
            for column in self.columns
            if column.numeric and column.of is None and not column.open
        )


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

    def to_data(self) -> dict[str, Any]:
        """As every table, with its threshold, by which it is known as cleared."""
        return super().to_data() | {"threshold": self.threshold}
