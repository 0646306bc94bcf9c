"""Which tables the record has, and in which order their rows can be put back."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, String, Table, select

from dhp.exchange.everything.rows import Row
from dhp.extensions import Base, db


def all_tables() -> list[Table]:
    """Every table of the record, those that others point to first; not what people practise on."""
    tables = Base.metadata.sorted_tables
    return [table for table in tables if table.info.get("of_the_record", True)]


def rows_in_order(table: Table) -> Select[Any]:
    """The rows of a table in the order of its key, the same on every database."""
    by_bytes = "C" if db.session.get_bind().dialect.name == "postgresql" else "BINARY"
    key = (
        column.collate(by_bytes) if isinstance(column.type, String) else column
        for column in table.primary_key
    )
    return select(table).order_by(*key)


def parents_first(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """`rows`, each after the rows of its own table that it points to.

    Only those that wait for another are held. Raises ValueError where one is never met.
    """
    inner = [
        (key.parent.name, key.column.name)
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is table
    ]
    if not inner:
        yield from rows
        return
    met: set[tuple[str, object]] = set()
    waiting: dict[tuple[str, object], list[Row]] = {}
    for row in rows:
        ready = [row]
        while ready:
            one = ready.pop()
            lacking = _lacking(one, inner, met)
            if lacking is not None:
                waiting.setdefault(lacking, []).append(one)
                continue
            yield one
            for name in {target for _, target in inner}:
                met.add((name, one[name]))
                ready += waiting.pop((name, one[name]), [])
    if waiting:
        raise ValueError(f"A row of {table.name} points to a row that is not there.")


def _lacking(
    row: Row, inner: list[tuple[str, str]], met: set[tuple[str, object]]
) -> tuple[str, object] | None:
    for name, target in inner:
        value = row[name]
        if value is not None and value != row[target] and (target, value) not in met:
            return target, value
    return None
