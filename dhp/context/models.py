"""The tables of context: strands of demand, the weekly figures of forces, and insight notes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import Week, now
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.context.insight_rules import Basis, Consent
from dhp.context.rules import Source
from dhp.extensions import Model
from dhp.references import new_reference


class Strand(Model):
    """A kind of demand that forces count each week, from `since` to `until` (days in London).

    It never vanishes and never changes its meaning: another meaning is another strand. `unit` is
    what is counted (Incidents). `added_by` and `ended_by` are users' references; `ended_at` is when
    the end was decided.
    """

    __tablename__ = "strands"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    definition: Mapped[str] = mapped_column(String(1000))
    unit: Mapped[str] = mapped_column(String(80))
    since: Mapped[date]
    until: Mapped[date | None]
    added_by: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="until_after_since"),
        CheckConstraint("(until IS NULL) = (ended_at IS NULL)", name="end_decided"),
    )

    def asked_in(self, week: Week) -> bool:
        """Whether forces count it in `week`: only whole weeks can be held against each other."""
        return self.since <= week.start and (self.until is None or self.until >= week.end)


class Capture(Model):
    """One force's figure for one strand in one reporting week. Append-only: a correction is a row.

    `count` is None where a figure was taken back, 0 where the force confirmed none. `returned_at`
    is when the force first told the figure, kept through corrections: it decides what is late.
    `week_end` is the Thursday. `recorded_by` is a user's reference.
    """

    __tablename__ = "captures"

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    strand_id: Mapped[int] = mapped_column(ForeignKey(Strand.id))
    week_end: Mapped[date]
    count: Mapped[int | None]
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(IdentifyingText)
    source: Mapped[Source] = mapped_column(Vocabulary(Source))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("count IS NULL OR count >= 0", name="no_less_than_none"),
        CheckConstraint("(count IS NULL) = (returned_at IS NULL)", name="returned_if_counted"),
        Index("ix_captures_week_end_force_id", "week_end", "force_id"),
        Index(
            "uq_captures_standing",
            *("force_id", "week_end", "strand_id"),
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )


class InsightNote(Model):
    """One version of what a partner told the unit. Append-only: a correction is a new version.

    All versions share `ref` and are counted by `number`. `told_on` is a day in London. A retracted
    note keeps its words; `reason` says why a version came after another.
    """

    __tablename__ = "insight_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), default=new_reference)
    number: Mapped[int] = mapped_column(default=1)
    strand_id: Mapped[int] = mapped_column(ForeignKey(Strand.id))
    organisation: Mapped[str] = mapped_column(IdentifyingText)
    told_on: Mapped[date]
    basis: Mapped[Basis] = mapped_column(Vocabulary(Basis))
    consent: Mapped[Consent] = mapped_column(Vocabulary(Consent))
    words: Mapped[str] = mapped_column(IdentifyingText)
    retracted: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(IdentifyingText)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    strand: Mapped[Strand] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        UniqueConstraint("ref", "number"),  # of two who correct at once, one does
        Index("ix_insight_notes_first_at", "first_at"),
    )
