"""One produced report: what it is about, what it said, and who built and issued it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.reports.document import Edition


class RunStatus(StrEnum):
    """Where a run stands."""

    DRAFT = "draft"
    ISSUED = "issued"


class Run(Model):
    """One edition of one report as it was built. `content` is its `report.json`, never changed
    but once: issuing writes the instant of issue into it. People are kept by reference and name.
    """

    __tablename__ = "report_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    kind: Mapped[str] = mapped_column(String(20))
    edition: Mapped[Edition] = mapped_column(Vocabulary(Edition))
    title: Mapped[str] = mapped_column(String(200))
    period_from: Mapped[date]
    period_to: Mapped[date]
    as_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[RunStatus] = mapped_column(Vocabulary(RunStatus), default=RunStatus.DRAFT)
    content: Mapped[str] = mapped_column(Text)
    checksum: Mapped[str] = mapped_column(String(64))
    built_by: Mapped[str] = mapped_column(String(40))
    built_by_name: Mapped[str] = mapped_column(String(120))
    built_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by: Mapped[str | None] = mapped_column(String(40))
    issued_by_name: Mapped[str | None] = mapped_column(String(120))
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict
    __table_args__ = (
        CheckConstraint("(status = 'issued') = (issued_at IS NOT NULL)", name="issued_has_instant"),
        CheckConstraint("issued_by <> built_by", name="issued_by_another"),
        Index("ix_report_runs_kind_period_to", "kind", "period_to"),
    )
