"""The table of links by which people who lost their second factor set a new one."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model


class Recovery(Model):
    """One link, which works once. Only its hash is kept.

    `code_secret` is made when the password was given; it replaces the user's when its first code
    was typed, and not before.
    """

    __tablename__ = "recoveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    code_secret: Mapped[str | None] = mapped_column(IdentifyingText)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined")
