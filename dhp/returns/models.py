"""The tables of returns: what a force confirmed for a period, line by line, and how often it returns."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.notifications.models import Notification
from dhp.references import new_reference
from dhp.returns.periods import Rhythm
from dhp.sealing.case_text import CaseText


class ReturnTerms(Model):
    """One decision on how often forces return and how long they have. Append-only, in `id` order.

    The days are working days, as in `periods.Terms`. `decided_by` is a user's reference.
    """

    __tablename__ = "return_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    rhythm: Mapped[Rhythm] = mapped_column(Vocabulary(Rhythm))
    since: Mapped[date]
    due: Mapped[int]
    grace: Mapped[int]
    close: Mapped[int]
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (
        CheckConstraint("due >= 1 AND due <= grace AND grace <= close", name="days_in_order"),
    )


class Return(Model):
    """What one force confirmed for one period: the deaths of its lines, or none.

    Never changed. A new one of the next `revision` replaces it, or it is withdrawn with a reason;
    either way it has `ended_at` and stays. `made_by` and `ended_by` are users' references; the name
    and role of whoever confirmed are kept as they were then.
    """

    __tablename__ = "returns"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    first: Mapped[date]
    last: Mapped[date]
    revision: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(40))
    made_by_name: Mapped[str] = mapped_column(IdentifyingText)
    made_by_role: Mapped[RoleName] = mapped_column(Vocabulary(RoleName))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    withdrawn_reason: Mapped[str | None] = mapped_column(IdentifyingText)

    force: Mapped[Force] = relationship(lazy="joined", innerjoin=True)
    lines: Mapped[list["ReturnLine"]] = relationship(
        back_populates="made_in", order_by="ReturnLine.id"
    )

    __table_args__ = (
        UniqueConstraint("force_id", "first", "revision"),
        CheckConstraint("first <= last", name="days_in_order"),
        Index("ix_returns_first", "first", "force_id"),
        Index(
            "uq_returns_current",
            *("force_id", "first"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class ReturnLine(Model):
    """One death in a return: agreed, or disputed with a reason that the unit resolves in words.

    The death is a case, or a notification that had none yet. `resolved_by` is a user's reference.
    """

    __tablename__ = "return_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    return_id: Mapped[int] = mapped_column(ForeignKey(Return.id), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey(Case.id), index=True)
    notification_id: Mapped[int | None] = mapped_column(ForeignKey(Notification.id))
    disputed: Mapped[str | None] = mapped_column(CaseText)
    resolution: Mapped[str | None] = mapped_column(CaseText)
    resolved_by: Mapped[str | None] = mapped_column(String(40))
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    made_in: Mapped[Return] = relationship(back_populates="lines")
    case: Mapped[Case | None] = relationship()
    notification: Mapped[Notification | None] = relationship()

    @property
    def present_case(self) -> Case | None:
        """The case of the death now; None while its notification has none."""
        return self.case or (self.notification.case if self.notification else None)

    __table_args__ = (
        UniqueConstraint("return_id", "case_id"),
        UniqueConstraint("return_id", "notification_id"),
        CheckConstraint("(case_id IS NULL) <> (notification_id IS NULL)", name="one_kind_of_death"),
        CheckConstraint("(resolved_at IS NULL) = (resolution IS NULL)", name="resolved_in_words"),
        CheckConstraint("resolved_at IS NULL OR disputed IS NOT NULL", name="resolved_if_disputed"),
        Index(
            "ix_return_lines_open",
            "return_id",
            sqlite_where=text("disputed IS NOT NULL AND resolved_at IS NULL"),
            postgresql_where=text("disputed IS NOT NULL AND resolved_at IS NULL"),
        ),
    )
