"""The table of what is asked every quarter: whether an account is still needed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class AccountCheck(Model):
    """One account in one quarter, which begins on `asked_on`, and what somebody else said of it.

    `suspended_at` is when the account was shut because nobody had answered by the end of `due_on`.
    """

    __tablename__ = "account_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    asked_on: Mapped[date]
    due_on: Mapped[date]
    needed: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_by_name: Mapped[str | None] = mapped_column(IdentifyingText)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("user_id", "asked_on"),
        CheckConstraint(
            "(needed IS NULL) = (decided_at IS NULL) AND (needed IS NULL) = (decided_by IS NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint("needed IS NULL OR suspended_at IS NULL", name="suspended_unanswered"),
    )
