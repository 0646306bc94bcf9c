"""Reading what administrators asked of the leads. It is about accounts, and no case data."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select

from dhp.accounts.approval_models import Approval
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.existing import the_one
from dhp.extensions import db

_SHOWN = 50


def visible_to(user: User) -> Select[Approval]:
    """Every request, for whoever decides them."""
    statement = select(Approval)
    return statement if user.may(Permission.GRANT_ACCESS) else statement.where(false())


def waiting(user: User) -> Sequence[Approval]:
    """What waits for a decision, the oldest first."""
    statement = visible_to(user).where(Approval.agreed.is_(None))
    return db.session.scalars(statement.order_by(Approval.asked_at, Approval.id)).all()


def decided(user: User) -> Sequence[Approval]:
    """What was decided last, the latest first."""
    statement = visible_to(user).where(Approval.agreed.is_not(None))
    ordered = statement.order_by(Approval.decided_at.desc(), Approval.id.desc())
    return db.session.scalars(ordered.limit(_SHOWN)).all()


def approval_with(ref: str, user: User) -> Approval:
    """The request with this reference. Raises `Absent`."""
    return the_one(visible_to(user).where(Approval.ref == ref))


def waiting_for(user: User) -> Sequence[Approval]:
    """What waits about the account of `user`, for the administrator's page of it."""
    statement = select(Approval).where(Approval.user_id == user.id, Approval.agreed.is_(None))
    return db.session.scalars(statement.order_by(Approval.asked_at, Approval.id)).all()
