"""One produced report: what it is about, what it said, and who built, approved and issued it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.reports.document import Edition

SERVICE = "command"  # the reference under which the service itself builds and issues


class RunStatus(StrEnum):
    """Where a run stands.

    `SUPERSEDED` was issued and has a corrected version; `WITHDRAWN` is a draft that was given up,
    or an issued report that was taken back: `issued_at` tells which.
    """

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


IN_WORK = (RunStatus.DRAFT, RunStatus.APPROVED)
READABLE = (RunStatus.ISSUED, RunStatus.SUPERSEDED)


class Run(Model):
    """One edition of one report. `content` is its `report.json`; issuing writes the instant of
    issue into it, and from then on it never changes.

    `checksum` is that of `content`; `approved_checksum` that of the very bytes which were approved.
    `force` is empty for a national report. `due_at` is the instant of issue that the calendar names,
    where it names one. `number` counts the versions of one report from 1; a corrected version
    `replaces` the one before and says in `correction` what was wrong. `void_*` keep whose approval
    was voided last, when and why. `version` counts the changes of the row. People are kept by
    reference and name.
    """

    __tablename__ = "report_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    kind: Mapped[str] = mapped_column(String(20))
    edition: Mapped[Edition] = mapped_column(Vocabulary(Edition))
    force: Mapped[str] = mapped_column(String(12), default="", server_default="")
    title: Mapped[str] = mapped_column(String(200))
    period_from: Mapped[date]
    period_to: Mapped[date]
    as_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[RunStatus] = mapped_column(Vocabulary(RunStatus), default=RunStatus.DRAFT)
    content: Mapped[str] = mapped_column(Text)
    checksum: Mapped[str] = mapped_column(String(64))
    built_by: Mapped[str] = mapped_column(String(40))
    built_by_name: Mapped[str] = mapped_column(String(120))
    built_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(String(40))
    approved_by_name: Mapped[str | None] = mapped_column(IdentifyingText)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_checksum: Mapped[str | None] = mapped_column(String(64))
    issued_by: Mapped[str | None] = mapped_column(String(40))
    issued_by_name: Mapped[str | None] = mapped_column(String(120))
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    number: Mapped[int] = mapped_column(default=1, server_default="1")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("report_runs.id"))
    correction: Mapped[str | None] = mapped_column(IdentifyingText)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(40))
    withdrawn_by_name: Mapped[str | None] = mapped_column(IdentifyingText)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_because: Mapped[str | None] = mapped_column(IdentifyingText)
    void_approver: Mapped[str | None] = mapped_column(String(40))
    void_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_because: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)

    replaces: Mapped["Run | None"] = relationship(remote_side="Run.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint(
            "(status = 'withdrawn') OR "
            "((status IN ('issued', 'superseded')) = (issued_at IS NOT NULL))",
            name="issued_has_instant",
        ),
        CheckConstraint(
            f"issued_by <> built_by OR issued_by = '{SERVICE}'", name="issued_by_another"
        ),
        CheckConstraint("approved_by <> built_by", name="approved_by_another"),
        CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)"
            " AND (approved_by IS NULL) = (approved_checksum IS NULL)",
            name="approval_is_whole",
        ),
        CheckConstraint("status <> 'draft' OR approved_by IS NULL", name="draft_not_approved"),
        CheckConstraint(
            "status NOT IN ('approved', 'issued', 'superseded') OR approved_by IS NOT NULL",
            name="issued_was_approved",
        ),
        CheckConstraint(
            "status <> 'approved' OR approved_checksum = checksum", name="approved_as_it_is"
        ),
        CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_instant"
        ),
        CheckConstraint("(replaces_id IS NULL) = (correction IS NULL)", name="correction_says_why"),
        Index("ix_report_runs_kind_period_to", "kind", "period_to"),
        # Of one report, one version is in force, and one corrected version at most follows it.
        Index(
            "uq_report_runs_issued",
            *("kind", "edition", "force", "period_to"),
            unique=True,
            sqlite_where=text("status = 'issued'"),
            postgresql_where=text("status = 'issued'"),
        ),
        Index(
            "uq_report_runs_replaces_id",
            "replaces_id",
            unique=True,
            sqlite_where=text("status <> 'withdrawn'"),
            postgresql_where=text("status <> 'withdrawn'"),
        ),
    )

    @property
    def was_issued(self) -> bool:
        """Whether readers ever had it."""
        return self.issued_at is not None

    @property
    def by_service(self) -> bool:
        """Whether the service built it at the cut-off."""
        return self.built_by == SERVICE
