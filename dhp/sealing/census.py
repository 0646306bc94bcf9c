"""Which columns hold texts of cases, and which rows are not under the key of their case yet."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, and_, func, or_, select, type_coerce

from dhp.extensions import Base, db
from dhp.sealing.case_text import MARK, CaseText


def sealed_tables() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Every table with texts of cases, and the columns that they are in, in order of the names."""
    for name in sorted(Base.metadata.tables):
        table = Base.metadata.tables[name]
        columns = [column for column in table.columns if isinstance(column.type, CaseText)]
        if columns:
            yield table, columns


def open_texts(columns: list[Column[Any]], under: str = "") -> ColumnElement[bool]:
    """Whether a row holds a text that is not sealed, or not under the key that has this name."""
    mark = MARK + under
    stored = [type_coerce(column, Text) for column in columns]
    return or_(*(and_(one.is_not(None), func.substr(one, 1, len(mark)) != mark) for one in stored))


def not_under(name: str, case_ids: list[int]) -> int:
    """How many rows of these cases hold a text that the key `name` does not end with itself."""
    return sum(
        db.session.scalar(
            select(func.count())
            .select_from(table)
            .where(_of(table, case_ids), open_texts(columns, name))
        )
        or 0
        for table, columns in sealed_tables()
    )


def _of(table: Table, case_ids: list[int]) -> ColumnElement[bool]:
    """The rows of these cases: by the case, by its notification, or the cases themselves."""
    if table.name == "cases":
        return table.c.id.in_(case_ids)
    if "case_id" in table.c:
        return table.c.case_id.in_(case_ids)
    notices = Base.metadata.tables["notifications"]
    told = select(notices.c.id).where(notices.c.case_id.in_(case_ids))
    return table.c.notification_id.in_(told)
