"""The table of organisations' accounts that belong to a user here."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.column_types import UtcDateTime
from dhp.extensions import Model


class Identity(Model):
    """An account of an organisation: its issuer and the subject, which the issuer never gives again.

    No address is kept: whoever runs an organisation's directory can put any address into it.
    """

    __tablename__ = "identities"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    attached_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    user: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("issuer", "subject"),)
