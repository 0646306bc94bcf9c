"""The deaths file: one row a death, its columns derived from the dictionary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from dhp.dictionary import DICTIONARY, Column, column_named, columns_of, suspects_in
from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.rows import Conversion, FileRow, Finding
from dhp.web.spreadsheets import as_written

FORCE, INCIDENT_REF, RECEIVED_ON, TYPE = "force", "incident_ref", "received_on", "type"
FIXED = (FORCE, "force_ref", INCIDENT_REF, "date_of_death", RECEIVED_ON, TYPE)
# Two columns of the dictionary go by their short names, because every system has them.
SHORT = {"force_ref": "death.force_ref", "date_of_death": "death.date_of_death"}
_LONG = {name: short for short, name in SHORT.items()}
REQUIRED = (FORCE, "date_of_death")


def template(suspects: int = 1) -> tuple[str, ...]:
    """The names of all columns, in order, with room for `suspects` suspects."""
    places = ["incident", "death", "victim", *(f"suspect{n}" for n in range(1, suspects + 1))]
    columns = columns_of(DICTIONARY.values(), suspects=suspects)
    ordered = sorted(columns, key=lambda column: places.index(column.place))
    return FIXED + tuple(column.name for column in ordered if column.name not in _LONG)


@lru_cache(maxsize=4096)
def column_of(name: str) -> Column | None:
    """The column of the dictionary that `name` in a header stands for, or None."""
    return column_named(SHORT.get(name, name), DICTIONARY)


def answer_columns(cells: Mapping[str, str]) -> Iterator[tuple[str, Column]]:
    """The columns of a row that hold answers, each with its name in the file."""
    for name in cells:
        column = None if name in _LONG else column_of(name)
        if column is not None:
            yield name, column


def rows_of(sheets: Sequence[Sheet], _today: date) -> Conversion:
    """The deaths in `sheets`, each a file in our own columns."""
    rows = [
        FileRow(
            sheet.name, row.number, {name: as_written(cell) for name, cell in row.cells.items()}
        )
        for sheet in sheets
        for row in sheet.rows
    ]
    return Conversion(rows, [fault for sheet in sheets for fault in _header_faults(sheet)])


def _header_faults(sheet: Sheet) -> Iterator[Finding]:
    if not sheet.columns:
        return
    for name in REQUIRED:
        if name not in sheet.columns:
            yield sheet.refuse(1, name, "This column is missing. Add it; its cells may be blank.")
    for name in _unknown(sheet.columns):
        yield sheet.refuse(1, name, _what_to_do(name))


def _unknown(names: Iterable[str]) -> list[str]:
    return [
        name
        for name in dict.fromkeys(names)
        if name and name not in FIXED and (name in _LONG or column_of(name) is None)
    ]


def _what_to_do(name: str) -> str:
    if name in _LONG:
        return f"Call this column {_LONG[name]}."
    advice = "Remove it, or compare it with “flask import template deaths”."
    if suspects_in([name]):
        advice = "Remove it, or compare it with the columns of suspect1 in the template."
    return f"There is no such column in a deaths file. {advice}"
