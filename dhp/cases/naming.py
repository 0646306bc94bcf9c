"""Who is let to a restricted case, and who is kept from one: the conditions that every list shares."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.cases.conflicts.models import Conflict
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.models import Case, CaseReader

_Id = SQLColumnExpression[int] | SQLColumnExpression[int | None]


class AnyReader:
    """Stands for a person and the instant of asking, in a statement that is built once.

    Whoever runs it gives the values of `asked_by`.
    """

    id: Any = bindparam("reader")
    force_id: Any = bindparam("force")
    at: Any = bindparam("instant")


def asked_by(user: User) -> dict[str, int | datetime | None]:
    """The values of a statement built for `AnyReader`."""
    return {"reader": user.id, "force": user.force_id, "instant": now()}


def named_for(case_id: _Id, user: User | AnyReader) -> ColumnElement[bool]:
    """The condition that `user` is named for the case with this id."""
    return exists().where(CaseReader.case_id == case_id, CaseReader.user_id == user.id)


def let_to(case_id: _Id, user: User | AnyReader) -> ColumnElement[bool]:
    """The condition that `user`, of the unit, is named for the case or opened it in an emergency."""
    opened = exists().where(
        EmergencyOpening.case_id == case_id,
        EmergencyOpening.user_id == user.id,
        EmergencyOpening.ended_at.is_(None),
        EmergencyOpening.until > (user.at if isinstance(user, AnyReader) else now()),
    )
    return or_(named_for(case_id, user), opened)


def conflicted(case: type[Case], user: User | AnyReader) -> ColumnElement[bool]:
    """The condition that `user` declared a conflict with `case` or another death of its event."""
    declared = aliased(Case)
    events = (
        select(declared.incident_id)
        .join(Conflict, Conflict.case_id == declared.id)
        .where(Conflict.user_id == user.id, Conflict.ended_at.is_(None))
    )
    return case.incident_id.in_(events)
