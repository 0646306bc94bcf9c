"""The lists of recipients, and the numbered copies that they were given."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.reports.document import Edition
from dhp.reports.models import Run


class Recipient(Model):
    """That a user gets every report of one kind and edition, from when to when.

    `named_by` and `ended_by` are users' references. Earlier namings stay.
    """

    __tablename__ = "report_recipients"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    kind: Mapped[str] = mapped_column(String(20))
    edition: Mapped[Edition] = mapped_column(Vocabulary(Edition))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    named_by: Mapped[str] = mapped_column(String(40))
    named_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name="end_is_whole"),
        Index(
            "uq_report_recipients_present",
            *("kind", "edition", "user_id"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_report_recipients_user_id", "user_id"),
    )


class ReportCopy(Model):
    """One recipient's copy of one restricted report. `number` counts the copies of the report;
    `code` names the copy alone, so that a page found somewhere tells whose it was.
    """

    __tablename__ = "report_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey(Run.id))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        UniqueConstraint("run_id", "user_id", name="uq_report_copies_run_id_user_id"),
        UniqueConstraint("run_id", "number", name="uq_report_copies_run_id_number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        Index("ix_report_copies_user_id", "user_id"),
    )
