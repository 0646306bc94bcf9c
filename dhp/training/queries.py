"""Reading what people practise on: everybody has one invented case at most, and sees no other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference
from dhp.training.models import CaseRehearsal


def visible_to(user: User) -> Select[CaseRehearsal]:
    """The own invented case of somebody who codes; of nobody else any."""
    statement = select(CaseRehearsal)
    if not user.may(Permission.CODE_THEMES):
        return statement.where(false())
    return statement.where(CaseRehearsal.coder_id == user.id)


def rehearsal_of(user: User) -> CaseRehearsal | None:
    """What `user` practises on, if anything."""
    return db.session.scalar(visible_to(user))


def rehearsal_with(ref: str, user: User) -> CaseRehearsal:
    """The invented case `ref`, if it is that of `user`; raises `Absent`."""
    return the_one(visible_to(user).where(CaseRehearsal.ref == plain_reference(ref)), ref)


def untouched_since(instant: datetime) -> Sequence[CaseRehearsal]:
    """Those that nobody went on with since `instant`, the oldest first."""
    statement = select(CaseRehearsal).where(CaseRehearsal.saved_at <= instant)
    return db.session.scalars(statement.order_by(CaseRehearsal.saved_at, CaseRehearsal.id)).all()
