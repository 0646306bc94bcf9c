"""The tables of years that forces signed: the figures as seen, by whom, and the lines they dispute."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class YearSignature(Model):
    """That one force signed its figures of one financial year, as they were seen.

    `seen` holds the lines, `checksum` what they come to. Never changed: a new one of the next
    `revision` replaces it, and it has `ended_at` and stays. `signed_by` is a user's reference.
    """

    __tablename__ = "year_signatures"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    year: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int]
    seen: Mapped[str] = mapped_column(Text)
    checksum: Mapped[str] = mapped_column(String(64))
    signed_by: Mapped[str] = mapped_column(String(40))
    signed_by_name: Mapped[str] = mapped_column(IdentifyingText)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    force: Mapped[Force] = relationship(lazy="joined", innerjoin=True)
    disputes: Mapped[list["YearDispute"]] = relationship(
        back_populates="signature", order_by="YearDispute.id"
    )

    __table_args__ = (
        UniqueConstraint("force_id", "year", "revision"),
        Index(
            "uq_year_signatures_current",
            *("force_id", "year"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class YearDispute(Model):
    """One line that the force says is wrong, in words, which the unit settles in words."""

    __tablename__ = "year_disputes"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    signature_id: Mapped[int] = mapped_column(ForeignKey(YearSignature.id))
    line: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(IdentifyingText)
    resolution: Mapped[str | None] = mapped_column(IdentifyingText)
    resolved_by: Mapped[str | None] = mapped_column(String(40))
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    signature: Mapped[YearSignature] = relationship(back_populates="disputes")

    __table_args__ = (
        UniqueConstraint("signature_id", "line"),
        CheckConstraint("(resolved_at IS NULL) = (resolution IS NULL)", name="resolved_in_words"),
    )
