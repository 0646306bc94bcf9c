"""Finding the one thing that an address names, or answering that there is no such thing."""

from typing import TypeVar

from sqlalchemy import Select

from dhp.errors import Absent
from dhp.extensions import db
from dhp.references import is_reference

Row = TypeVar("Row")


def the_one(statement: Select[Row], ref: str | None = None) -> Row:
    """The first row that `statement` finds. Raises `Absent` where there is none.

    Give `ref`, the reference that it looks for as typed, where one thing may be looked for by what
    is no reference at all: then the database is not asked.
    """
    sound = ref is None or is_reference(ref)
    found: Row | None = db.session.scalar(statement) if sound else None
    if found is None:
        raise Absent
    return found
