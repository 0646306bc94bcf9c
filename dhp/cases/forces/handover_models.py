"""The table of hand-overs: a part in a case offered to another force, and the answer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.cases.forces.models import ForcePart
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText


class OfferState(StrEnum):
    """Where an offered hand-over stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in words."""
        return {"offered": "Waiting", "withdrawn": "Taken back"}.get(
            self.value, self.value.capitalize()
        )


class HandOver(Model):
    """An offer to hand a part in a case from one force to another, and what became of it.

    `from_force_id` is None where no force has the part yet and the unit offers it.
    """

    __tablename__ = "hand_overs"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    part: Mapped[ForcePart] = mapped_column(Vocabulary(ForcePart))
    from_force_id: Mapped[int | None] = mapped_column(ForeignKey(Force.id), index=True)
    to_force_id: Mapped[int] = mapped_column(ForeignKey(Force.id), index=True)
    state: Mapped[OfferState] = mapped_column(Vocabulary(OfferState), default=OfferState.OFFERED)
    reason: Mapped[str] = mapped_column(CaseText)
    offered_by: Mapped[str] = mapped_column(String(40))
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answer: Mapped[str | None] = mapped_column(CaseText)
    answered_by: Mapped[str | None] = mapped_column(String(40))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(lazy="joined")
    from_force: Mapped[Force | None] = relationship(foreign_keys=from_force_id, lazy="joined")
    to_force: Mapped[Force] = relationship(foreign_keys=to_force_id, lazy="joined")

    @property
    def waits(self) -> bool:
        """Whether it can be answered or taken back; nothing of a case that is erased can."""
        return self.state is OfferState.OFFERED and self.case.erased_at is None

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        ended = self.state is OfferState.OFFERED and not self.waits
        return "Case erased" if ended else self.state.label

    __table_args__ = (
        CheckConstraint("from_force_id <> to_force_id", name="two_forces"),
        CheckConstraint("(state = 'offered') = (answered_at IS NULL)", name="answered_once"),
        Index("ix_hand_overs_case_id", "case_id", "part", "answered_at"),
        Index(
            "uq_hand_overs_open",
            *("case_id", "part"),
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
    )
