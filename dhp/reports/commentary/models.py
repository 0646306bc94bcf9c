"""A comment on one section of one report."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy import text as condition
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.reports.models import Run

LONGEST_KEY = 80  # characters of a section's key


class Commentary(Model):
    """What somebody said of a section. Its words are never changed: other words are another row.

    `bound_to` is the fingerprint of the section's numbers when it was written, or when somebody
    last confirmed that it still holds. One comment of a section is present; others have ended.
    """

    __tablename__ = "report_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    run_id: Mapped[int] = mapped_column(ForeignKey(Run.id))
    section: Mapped[str] = mapped_column(String(LONGEST_KEY))
    text: Mapped[str] = mapped_column(IdentifyingText)
    author_ref: Mapped[str] = mapped_column(String(40))
    author_name: Mapped[str] = mapped_column(IdentifyingText)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    bound_to: Mapped[str] = mapped_column(String(64))
    confirmed_by: Mapped[str | None] = mapped_column(String(40))
    confirmed_by_name: Mapped[str | None] = mapped_column(IdentifyingText)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    run: Mapped[Run] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmation_is_whole"
        ),
        CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name="end_is_whole"),
        Index(
            "uq_report_comments_present",
            *("run_id", "section"),
            unique=True,
            sqlite_where=condition("ended_at IS NULL"),
            postgresql_where=condition("ended_at IS NULL"),
        ),
        Index("ix_report_comments_run_id", "run_id"),
    )
