"""The tables of the parts that forces have in a case, and of restrictions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.sealing.case_text import CaseText
from dhp.worded import Worded


class ForcePart(Worded):
    """The part of a force in a case."""

    label: str

    OWNING = "owning", "Owning force"
    OF_DEATH = "of death", "Force where the death occurred"
    OF_RESIDENCE = "of residence", "Force where the victim lived"
    REPORTING = "reporting", "Reporting force"


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
