"""Reading passkeys: those of one user, and who should have one."""

from collections.abc import Sequence

from flask import current_app
from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.passkeys.models import Passkey
from dhp.accounts.permissions import RoleName
from dhp.existing import the_one
from dhp.extensions import db

WANTED_OF = frozenset({RoleName.LEAD, RoleName.ADMINISTRATOR})


def passkeys_of(user: User) -> Sequence[Passkey]:
    """The passkeys of `user`, the first one first."""
    statement = select(Passkey).where(Passkey.user_id == user.id)
    return db.session.scalars(statement.order_by(Passkey.added_at, Passkey.id)).all()


def passkey_with(ref: str, user: User) -> Passkey:
    """The passkey of `user` with this reference. Raises `Absent`, for those of others too."""
    return the_one(select(Passkey).where(Passkey.ref == ref, Passkey.user_id == user.id))


def is_wanted(user: User) -> bool:
    """Whether `user` should have a passkey here and has none."""
    if not current_app.config["PASSKEYS_DEMANDED"] or user.role not in WANTED_OF:
        return False
    return not passkeys_of(user)
