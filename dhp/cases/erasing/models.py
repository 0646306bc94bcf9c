"""The table of erasures: a lead asks, another decides; what was erased, when and why, without the data."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.worded import Worded


class Ground(Worded):
    """Why a case may be erased."""

    label: str

    REVIEW = "review", "A retention review found that it need not be kept"
    RIGHT = "right", "A person has the right to have it erased"
    ORDER = "order", "A court or the Information Commissioner ordered it"
    MISTAKE = "mistake", "It should never have been recorded"


class Erasure(Model):
    """One request that a case be erased, and the decision of a second lead.

    `reason` names no person: it outlives the case, and so is not under its key.
    """

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    ground: Mapped[Ground] = mapped_column(Vocabulary(Ground))
    reason: Mapped[str] = mapped_column(IdentifyingText)
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_by_name: Mapped[str] = mapped_column(IdentifyingText)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    agreed: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_by_name: Mapped[str | None] = mapped_column(IdentifyingText)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        CheckConstraint("decided_by <> asked_by", name="decided_by_another"),
        CheckConstraint(
            "(agreed IS NULL) = (decided_at IS NULL) AND (agreed IS NULL) = (decided_by IS NULL)",
            name="decided_by_somebody",
        ),
        Index(
            "uq_erasures_waiting",
            "case_id",
            unique=True,
            sqlite_where=text("agreed IS NULL"),
            postgresql_where=text("agreed IS NULL"),
        ),
    )
