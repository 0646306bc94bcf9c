"""One row of any table as a line of JSON, and back: portable between databases, typed, times in UTC."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Date, Table

from dhp.column_types import UtcDateTime

Row = dict[str, Any]


def line_of(row: Mapping[str, Any]) -> str:
    """The row as one line of JSON, its columns in the table's order; raises TypeError for others."""
    plain = {name: plain_value(value) for name, value in row.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def plain_value(value: Any) -> Any:
    """A value in JSON's terms: a date or an instant as ISO text, a word of a vocabulary as itself."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"No open form is known for a {type(value).__name__}.")


def reader_of(table: Table) -> Callable[[str], Row]:
    """Reads lines of `table`. A line with other columns, or no JSON, raises ValueError."""
    names = [column.name for column in table.columns]
    convert = {column.name: _back(column) for column in table.columns}

    def read(line: str) -> Row:
        given = json.loads(line)
        if not isinstance(given, dict) or list(given) != names:
            raise ValueError(f"A row of {table.name} has not the columns of the table.")
        return {
            name: None if value is None else convert[name](value) for name, value in given.items()
        }

    return read


def _back(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat
    if isinstance(column.type, Date):
        return date.fromisoformat
    return lambda value: tuple(value) if isinstance(value, list) else value
