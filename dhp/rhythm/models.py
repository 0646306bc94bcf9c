"""Who is told when a force is late, and when that was done."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class ChiefOfficer(Model):
    """The person of a force who is told when the force is late. One at a time; earlier ones stay.

    `named_by` and `ended_by` are users' references.
    """

    __tablename__ = "chief_officers"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    name: Mapped[str] = mapped_column(IdentifyingText)
    email: Mapped[str] = mapped_column(IdentifyingText)
    named_by: Mapped[str] = mapped_column(String(40))
    named_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    force: Mapped[Force] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        Index(
            "uq_chief_officers_present",
            "force_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_chief_officers_force_id", "force_id", "named_at"),
    )


class Escalation(Model):
    """That a chief officer was written to about a force in one calendar month, such as "2026-03".

    `message_ref` names the message in the outbox; `overdue` is how many things were told of.
    """

    __tablename__ = "escalations"

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    month: Mapped[str] = mapped_column(String(7))
    officer_id: Mapped[int] = mapped_column(ForeignKey(ChiefOfficer.id))
    message_ref: Mapped[str] = mapped_column(String(20))
    overdue: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    officer: Mapped[ChiefOfficer] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (UniqueConstraint("force_id", "month"),)
