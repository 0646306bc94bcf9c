"""The table of keys: one for a case, which a notification has already and its case takes over."""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import now
from dhp.column_types import UtcDateTime
from dhp.extensions import Model
from dhp.sealing.case_text import NAME_LENGTH, WrappedKey


def new_name() -> str:
    """A name for a new key: random, so that it says nothing, and always of one length."""
    return secrets.token_urlsafe(16)  # 22 characters


class CaseKey(Model):
    """The key of one case, wrapped by a master key of the settings; empty once it was destroyed."""

    __tablename__ = "case_keys"

    name: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    wrapped: Mapped[str | None] = mapped_column(WrappedKey)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("(wrapped IS NULL) = (destroyed_at IS NOT NULL)", name="kept_or_destroyed"),
    )
