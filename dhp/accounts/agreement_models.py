"""The table of reading agreements: which force lets the analysts of its region read its cases."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force, User
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class ReadingAgreement(Model):
    """A force's word that the analysts of its region may read its cases. It is never deleted.

    `given_by` is who gave it for the force, by name or post, on the day `given_on`; `until` is the
    last day on which it holds, None where none was said. A withdrawn one holds no longer.
    """

    __tablename__ = "reading_agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id), index=True)
    given_by: Mapped[str] = mapped_column(IdentifyingText)
    given_on: Mapped[date]
    until: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str | None] = mapped_column(IdentifyingText)

    force: Mapped[Force] = relationship(lazy="joined")
    recorded_by: Mapped[User] = relationship(foreign_keys=recorded_by_id, lazy="joined")
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=withdrawn_by_id, lazy="joined")

    __table_args__ = (
        CheckConstraint("until >= given_on", name="until_in_order"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name="withdrawn_by_somebody_for_a_reason",
        ),
    )

    def holds(self, on: date) -> bool:
        """Whether it holds on that day, as far as is known now."""
        if self.withdrawn_at is not None or on < self.given_on:
            return False
        return self.until is None or on <= self.until
