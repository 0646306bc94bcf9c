"""Whom figures are for: a restricted case counts only for those who may read it.

Otherwise whoever crosses enough characteristics would read a restricted case in the figures.
"""

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.row_security.reach import whole_record
from dhp.cases.models import Case
from dhp.cases.queries import readable_by
from dhp.extensions import db


def reads_all(reader: User | None) -> bool:
    """Whether nothing is left out: for nobody in particular, or for who reads every restricted case."""
    return reader is None or reader.may(Permission.READ_RESTRICTED_CASES)


@whole_record()
def left_out(reader: User | None) -> frozenset[int]:
    """The ids of the restricted cases that do not count for `reader`. One statement at most."""
    if reader is None or reads_all(reader):
        return frozenset()
    readable = readable_by(reader).with_only_columns(Case.id)
    statement = select(Case.id).where(Case.restricted, Case.id.not_in(readable)).order_by(Case.id)
    return frozenset(db.session.scalars(statement))
