"""Reading accounts: the list of users, one user, an invitation that still works."""

from sqlalchemy import Select, select

from dhp.accounts.models import Invitation, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.rules import normal_email
from dhp.accounts.sessions import digest
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.existing import the_one
from dhp.extensions import db


def users() -> list[User]:
    """Every user by name. Accounts are no case data: whoever manages them sees all."""
    return list(db.session.scalars(select(User).order_by(User.name, User.email)))


def user_with(ref: str) -> User:
    """The user with this reference. Raises `Absent`."""
    return the_one(select(User).where(User.ref == ref))


def user_at(email: str) -> User:
    """The user with this e-mail address. Raises `DomainError`, with its field."""
    user = db.session.scalar(select(User).where(User.email == normal_email(email)))
    if user is None:
        raise DomainError("Nobody has an account with this address. Check it.", "email")
    return user


def check_email_is_free(email: str) -> None:
    """Raise `DomainError` where somebody has an account with this address, as it is kept."""
    if db.session.scalar(select(User.id).where(User.email == email)):
        raise DomainError("This address has an account already. See the list of users.", "email")


def leads() -> Select[User]:
    """Every lead who is here. For actions, which count them and write to them."""
    return select(User).where(User.role == RoleName.LEAD, User.is_active)


def open_invitation(token: str) -> Invitation | None:
    """The invitation of `token`, or None when it is unknown, used, expired or withdrawn."""
    return db.session.scalar(
        select(Invitation)
        .join(Invitation.user)
        .where(
            Invitation.token_hash == digest(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now(),
            User.disabled_at.is_(None),
        )
    )
