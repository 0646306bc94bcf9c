"""Rows that tests add past the session and past the keys of cases, as if from before there were any."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import FromClause

from dhp.sealing.case_text import CaseText, Told


def unsealed(table: FromClause, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """`rows` with each text of a case bound to no key."""
    names = [column.name for column in table.columns if isinstance(column.type, CaseText)]
    for row in rows:
        row |= {name: Told(row[name]) for name in names if row.get(name) is not None}
    return rows
