"""The tables of sources and of the figures that they published, by year and vintage."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.calendar import now
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.evidence.rules import SourceKind
from dhp.extensions import Model
from dhp.references import new_reference


class EvidenceSource(Model):
    """One version of what is kept of a source. Append-only: a correction is a new version.

    All versions share `ref` and are counted by `number`. `licence` says in words on what terms it
    may be used, "not stated" included. `reason` says why a version came after another.
    """

    __tablename__ = "evidence_sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), default=new_reference)
    number: Mapped[int] = mapped_column(default=1)
    kind: Mapped[SourceKind] = mapped_column(Vocabulary(SourceKind))
    title: Mapped[str] = mapped_column(String(200))
    publisher: Mapped[str] = mapped_column(String(200))
    citation: Mapped[str] = mapped_column(String(1000))
    licence: Mapped[str] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(500))
    published_on: Mapped[date | None]
    covers: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(500))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("ref", "number"),  # of two who correct at once, one does
        Index("ix_evidence_sources_superseded_at", "superseded_at"),
    )


class BenchmarkSeries(Model):
    """A figure that others publish year by year, and how it differs from ours, in words.

    `types` are the death types of ours beside which it stands, parted by spaces; empty for none.
    """

    __tablename__ = "benchmark_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(80))
    definition: Mapped[str] = mapped_column(Text)
    differences: Mapped[str] = mapped_column(Text)
    types: Mapped[str] = mapped_column(String(100))
    added_by: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class BenchmarkPoint(Model):
    """One published figure: for a financial year such as 2022-23, as it stood on the day `vintage`.

    A restated figure is a new vintage; nothing is overwritten. `value` is a plain decimal number.
    """

    __tablename__ = "benchmark_points"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey(BenchmarkSeries.id))
    source_ref: Mapped[str] = mapped_column(String(20))
    year: Mapped[str] = mapped_column(String(7))
    vintage: Mapped[date]
    value: Mapped[str] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(String(500))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    series: Mapped[BenchmarkSeries] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        UniqueConstraint("series_id", "year", "vintage"),
        Index("ix_benchmark_points_source_ref", "source_ref"),
    )

    @property
    def number(self) -> Decimal:
        """The figure as a number."""
        return Decimal(self.value)
