"""Since when an account was not used, and whether that is too long."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from dhp.accounts.models import SignIn, User
from dhp.calendar import now
from dhp.extensions import db


def is_dormant(user: User) -> bool:
    """Whether nobody used the account for as long as the settings say; never where they say 0."""
    days: int = current_app.config["DORMANT_DAYS"]
    used = last_use(user)
    return days > 0 and used is not None and used <= now() - timedelta(days=days)


def last_use(user: User) -> datetime | None:
    """When `user` was last here, joined, or was let in again; None for who has not joined."""
    seen = db.session.scalar(select(func.max(SignIn.seen_at)).where(SignIn.user_id == user.id))
    return max((at for at in (seen, user.joined_at, user.enabled_at) if at), default=None)


def unused_since(at: datetime) -> ColumnElement[bool]:
    """The condition that a user was not here since `at`."""
    seen = select(SignIn.id).where(SignIn.user_id == User.id, SignIn.seen_at > at).exists()
    opened = func.coalesce(User.enabled_at, User.joined_at)
    return ~seen & (User.joined_at <= at) & (opened <= at)
