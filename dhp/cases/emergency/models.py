"""The table of openings in an emergency: which restricted case, by whom, why, and until when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText


class EmergencyOpening(Model):
    """That somebody who is not named for a restricted case opened it. It ends by itself at `until`.

    `ended_at` is when somebody ended it before that. Nothing runs at the end: a time that has
    passed gives nothing, to either wall.
    """

    __tablename__ = "emergency_openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    reason: Mapped[str] = mapped_column(CaseText)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        CheckConstraint("until > opened_at", name="until_after_opened"),
        CheckConstraint("ended_at >= opened_at", name="ended_after_opened"),
        Index("ix_emergency_openings_user_id", "user_id", "until"),
    )

    @property
    def lasts(self) -> bool:
        """Whether it still opens the case now."""
        return self.ended_at is None and now() < self.until
