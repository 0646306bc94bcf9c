"""Reading practice notifications: everybody has one at most, and sees no other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.extensions import db
from dhp.notifications.rehearsing.models import Rehearsal
from dhp.references import is_reference, plain_reference


def visible_to(user: User) -> Select[Rehearsal]:
    """The own practice notification of somebody who may notify; of nobody else any."""
    statement = select(Rehearsal)
    if not user.may(Permission.NOTIFY):
        return statement.where(false())
    return statement.where(Rehearsal.started_by_id == user.id)


def rehearsal_of(user: User) -> Rehearsal | None:
    """What `user` practises on, if anything."""
    return db.session.scalar(visible_to(user))


def rehearsal_with(ref: str, user: User) -> Rehearsal | None:
    """The practice notification `ref`, if it is that of `user`."""
    statement = visible_to(user).where(Rehearsal.ref == plain_reference(ref))
    return db.session.scalar(statement) if is_reference(ref) else None


def untouched_since(instant: datetime) -> Sequence[Rehearsal]:
    """Those that nobody went on with since `instant`, the oldest first."""
    statement = select(Rehearsal).where(Rehearsal.saved_at <= instant)
    return db.session.scalars(statement.order_by(Rehearsal.saved_at, Rehearsal.id)).all()
