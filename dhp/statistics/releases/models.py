"""The ledger: every release of cleared tables, with each count that was shown or hidden in it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference


class ReleaseStatus(StrEnum):
    """Where a release stands."""

    PREPARED = "prepared"
    SIGNED = "signed"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class Release(Model):
    """Some tables that were cleared together. `about` is the reference of what shows them.

    `against` are the references of the issued releases it was cleared against, a space between
    them; `fingerprint` the SHA-256 of all that was signed off. People are kept by reference and
    name. What was issued is never changed.
    """

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    about: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    period_from: Mapped[date]
    period_to: Mapped[date]
    as_at: Mapped[datetime] = mapped_column(UtcDateTime)
    policy: Mapped[str] = mapped_column(String(40))
    against: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[ReleaseStatus] = mapped_column(
        Vocabulary(ReleaseStatus), default=ReleaseStatus.PREPARED
    )
    made_by: Mapped[str] = mapped_column(String(40))
    made_by_name: Mapped[str] = mapped_column(IdentifyingText)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    signed_by: Mapped[str | None] = mapped_column(String(40))
    signed_by_name: Mapped[str | None] = mapped_column(IdentifyingText)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_because: Mapped[str | None] = mapped_column(String(200))

    tables: Mapped[list["ReleasedTable"]] = relationship(
        back_populates="release", order_by="ReleasedTable.id"
    )

    __table_args__ = (
        CheckConstraint("signed_by <> made_by", name="signed_by_another"),
        CheckConstraint("issued_at IS NULL OR signed_at IS NOT NULL", name="signed_before_issued"),
        CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_instant"
        ),
        Index("ix_releases_about", "about"),
    )


class ReleasedTable(Model):
    """One table of a release. `series` is the growing table that it is one issue of, `level` how
    far its rows were merged, `content` what was cleared, as JSON, without what is hidden.
    """

    __tablename__ = "released_tables"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey(Release.id))
    series: Mapped[str] = mapped_column(String(200))
    level: Mapped[int]
    content: Mapped[str] = mapped_column(Text)

    release: Mapped[Release] = relationship(back_populates="tables")
    cells: Mapped[list["ReleasedCell"]] = relationship(order_by="ReleasedCell.id")

    __table_args__ = (
        UniqueConstraint("release_id", "series"),
        Index("ix_released_tables_series", "series"),
    )


class ReleasedCell(Model):
    """One count of a released table. Where it is hidden, an attacker could place it between `low`
    and `high`; a `high` of None is without bound.
    """

    __tablename__ = "released_cells"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey(ReleasedTable.id))
    row_key: Mapped[str] = mapped_column(String(80))
    column_key: Mapped[str] = mapped_column(String(80))
    count: Mapped[int]
    hidden: Mapped[bool]
    low: Mapped[int | None]
    high: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("table_id", "row_key", "column_key"),
        CheckConstraint("hidden = (low IS NOT NULL)", name="hidden_has_interval"),
        CheckConstraint("count >= 0", name="count_not_negative"),
    )


class Reopening(Model):
    """A named decision that what a series hid so far may be shown again where that is safe."""

    __tablename__ = "series_reopenings"

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(IdentifyingText)
    made_by: Mapped[str] = mapped_column(String(40))
    made_by_name: Mapped[str] = mapped_column(IdentifyingText)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index("ix_series_reopenings_series", "series"),)
