"""The table of practice notifications, which stands apart from the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force, User
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.notifications.rules import Status
from dhp.references import new_reference


@dataclass(frozen=True)
class PracticeReceipt:
    """What the receipt of a real sending says, of one that went to nobody."""

    ref: str
    sender: str
    sent_at: datetime
    gap_reason: str | None


class Rehearsal(Model):
    """The one practice notification of one person, as `Notification` is the real one.

    It has no case, no receipt of the record and no way into one. What is typed is kept as if it
    were real, lest somebody type a real death. It is left out when the record leaves the service.
    """

    __tablename__ = "rehearsals"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    started_by_id: Mapped[int] = mapped_column(ForeignKey(User.id), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answers: Mapped[str] = mapped_column(IdentifyingText, default="{}")
    suspects: Mapped[int] = mapped_column(default=1)
    send_key: Mapped[str] = mapped_column(String(40), default=new_reference)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    receipt_ref: Mapped[str | None] = mapped_column(String(20))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gap_reason: Mapped[str | None] = mapped_column(IdentifyingText)
    version: Mapped[int] = mapped_column(default=1)

    force: Mapped[Force] = relationship(lazy="joined")
    started_by: Mapped[User] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("(sent_at IS NULL) = (receipt_ref IS NULL)", name="sent_with_receipt"),
        {"info": {"of_the_record": False}},
    )

    practice: ClassVar[bool] = True
    restricted: ClassVar[bool] = False  # nobody but its person sees it anyway

    @property
    def status(self) -> Status:
        """Where it stands: nobody ever accepts or returns it."""
        return Status.DRAFT if self.sent_at is None else Status.SENT

    @property
    def receipt(self) -> PracticeReceipt | None:
        """Its practice receipt, once it was sent to nobody."""
        if self.sent_at is None or self.receipt_ref is None:
            return None
        return PracticeReceipt(self.receipt_ref, self.saver, self.sent_at, self.gap_reason)

    @property
    def saver(self) -> str:
        """Whose it is, by name."""
        return self.started_by.name
