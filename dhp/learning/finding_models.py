"""The tables of findings, of what each rests on, and of the alerts that come before all else."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.learning.models import Recommendation
from dhp.learning.rules import AlertStatus
from dhp.references import new_reference


class Finding(Model):
    """What the unit learnt from deaths, in words that point to none of them."""

    __tablename__ = "learning_findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    title: Mapped[str] = mapped_column(IdentifyingText)
    words: Mapped[str] = mapped_column(IdentifyingText)
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_reason: Mapped[str | None] = mapped_column(IdentifyingText)
    withdrawn_by: Mapped[str | None] = mapped_column(String(40))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    codes: Mapped[list["FindingCode"]] = relationship(
        lazy="selectin", order_by="FindingCode.code_ref", cascade="all, delete-orphan"
    )


class FindingWording(Model):
    """The wording `number`, from 1, of a finding that was revised, and why it was. Append-only."""

    __tablename__ = "learning_finding_wordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(IdentifyingText)
    words: Mapped[str] = mapped_column(IdentifyingText)
    reason: Mapped[str] = mapped_column(IdentifyingText)
    revised_by: Mapped[str] = mapped_column(String(40))
    revised_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (UniqueConstraint("finding_id", "number"),)


class FindingCase(Model):
    """That a case supports a finding, until somebody takes it away."""

    __tablename__ = "learning_finding_cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id))
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    tied_by: Mapped[str] = mapped_column(String(40))
    tied_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    untied_by: Mapped[str | None] = mapped_column(String(40))
    untied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(
            "uq_learning_finding_cases_standing",
            *("finding_id", "case_id"),
            unique=True,
            sqlite_where=text("untied_at IS NULL"),
            postgresql_where=text("untied_at IS NULL"),
        ),
    )


class FindingCode(Model):
    """A code of the codebook that a finding is about, by the code's stable reference."""

    __tablename__ = "learning_finding_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id))
    code_ref: Mapped[str] = mapped_column(String(20), index=True)

    __table_args__ = (UniqueConstraint("finding_id", "code_ref"),)


class FindingUse(Model):
    """That a recommendation rests on a finding."""

    __tablename__ = "recommendation_findings"

    recommendation_id: Mapped[int] = mapped_column(ForeignKey(Recommendation.id), primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id), primary_key=True, index=True)


class Alert(Model):
    """A quick-time alert: what was learnt and what to do now, checked by a second person, then sent.

    `learnt_on` is the day in London on which the unit learnt of it and its clock began. `roles` are
    the roles that it is sent to, parted by spaces; `sent_to` is how many people got a note by mail.
    `written_by` is whoever changed it last.
    """

    __tablename__ = "alerts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    status: Mapped[AlertStatus] = mapped_column(
        Vocabulary(AlertStatus), default=AlertStatus.DRAFT, index=True
    )
    title: Mapped[str] = mapped_column(IdentifyingText)
    words: Mapped[str] = mapped_column(IdentifyingText)
    ask: Mapped[str] = mapped_column(IdentifyingText)
    learnt_on: Mapped[date]
    roles: Mapped[str] = mapped_column(String(120))
    finding_id: Mapped[int | None] = mapped_column(ForeignKey(Finding.id), index=True)
    written_by: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    remark: Mapped[str | None] = mapped_column(IdentifyingText)
    checked_by: Mapped[str | None] = mapped_column(String(40))
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by: Mapped[str | None] = mapped_column(String(40))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_to: Mapped[int] = mapped_column(default=0)
    withdrawn_by: Mapped[str | None] = mapped_column(String(40))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    finding: Mapped[Finding | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
