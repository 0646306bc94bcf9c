"""The tables of the parts that forces have in a case, of hand-overs between them, and of restrictions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText
from dhp.worded import Worded


class ForcePart(Worded):
    """The part of a force in a case."""

    label: str

    OWNING = "owning", "Owning force"
    OF_DEATH = "of death", "Force where the death occurred"
    OF_RESIDENCE = "of residence", "Force where the victim lived"
    REPORTING = "reporting", "Reporting force"


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


class ForceRole(Model):
    """A force's part in a case from one instant to another. Who owns a case is `Case.force_id`.

    A row for the owning force tells of the past only: that it owned the case until then.
    """

    __tablename__ = "force_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id), index=True)
    part: Mapped[ForcePart] = mapped_column(Vocabulary(ForcePart))
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(40))

    force: Mapped[Force] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint("until >= since", name="until_after_since"),
        CheckConstraint("part <> 'owning' OR until IS NOT NULL", name="owning_is_past"),
        Index("ix_force_roles_case_id", "case_id", "part", "until"),
        Index(
            "uq_force_roles_standing",
            *("case_id", "part"),
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
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


class Restriction(Model):
    """A time during which a case was restricted, and why. The last one without an end stands."""

    __tablename__ = "restrictions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    reason: Mapped[str] = mapped_column(CaseText)
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    restricted_by: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by: Mapped[str | None] = mapped_column(String(40))
    lifted_reason: Mapped[str | None] = mapped_column(CaseText)
