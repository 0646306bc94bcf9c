"""Reading which accounts wait for a word, for whoever may give it: never for one's own."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.roles import ROLES
from dhp.accounts.upkeep.models import AccountCheck
from dhp.existing import the_one
from dhp.extensions import db


def visible_to(user: User) -> Select[AccountCheck]:
    """The checks that `user` may answer: of the own force, of the unit, or all as administrator."""
    statement = select(AccountCheck).join(AccountCheck.user).where(User.id != user.id)
    if not user.may(Permission.CONFIRM_ACCOUNTS):
        return statement.where(false())
    if user.may(Permission.MANAGE_ACCOUNTS):
        return statement
    if ROLES[user.role].of_a_force:
        return statement.where(User.force_id == user.force_id)
    return statement.where(User.force_id.is_(None))


def waiting(user: User) -> Sequence[AccountCheck]:
    """What waits for an answer that `user` may give, the first to be answered first."""
    ordered = open_for(user).order_by(AccountCheck.due_on, User.name, AccountCheck.id)
    return db.session.scalars(ordered).all()


def open_for(user: User) -> Select[AccountCheck]:
    """The checks that wait for an answer that `user` may give."""
    return visible_to(user).where(
        AccountCheck.needed.is_(None),
        AccountCheck.suspended_at.is_(None),
        User.disabled_at.is_(None),
    )


def check_with(ref: str, user: User) -> AccountCheck:
    """The check with this reference. Raises `Absent`."""
    return the_one(visible_to(user).where(AccountCheck.ref == ref))


def unanswered(today: date) -> Sequence[str]:
    """The references of the checks that nobody answered in time, by number."""
    statement = select(AccountCheck.ref).join(AccountCheck.user)
    late = statement.where(
        AccountCheck.due_on < today,
        AccountCheck.needed.is_(None),
        AccountCheck.suspended_at.is_(None),
        User.disabled_at.is_(None),
    )
    return db.session.scalars(late.order_by(AccountCheck.id)).all()
