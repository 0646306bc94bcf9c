"""The tables of the library: entries, their wordings, the judgements of them, and who uses them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.practice.rules import Label, Standing, Status
from dhp.references import new_reference


class Codes(TypeDecorator[tuple[str, ...]]):
    """Some codes in one text, each between spaces, so that `like '% iph %'` finds one."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Join them."""
        return None if value is None else f" {' '.join(value)} "

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Part them again."""
        return None if value is None else tuple(value.split())


class Practice(Model):
    """One entry: whose it is, where it stands, and the label and day of review that stand.

    It comes from a force, or from an `organisation` in whose name the unit entered it. `label` and
    `review_on` repeat the judgement that stands.
    """

    __tablename__ = "practices"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    force_id: Mapped[int | None] = mapped_column(ForeignKey(Force.id))
    organisation: Mapped[str | None] = mapped_column(String(120))
    status: Mapped[Status] = mapped_column(Vocabulary(Status), default=Status.WAITING)
    label: Mapped[Label | None] = mapped_column(Vocabulary(Label))
    review_on: Mapped[date | None]
    submitted_by: Mapped[str] = mapped_column(String(40))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    force: Mapped[Force | None] = relationship(lazy="joined")
    wording: Mapped["PracticeWording"] = relationship(
        primaryjoin="and_(Practice.id == PracticeWording.practice_id, "
        "PracticeWording.superseded_at.is_(None))",
        lazy="joined",
        innerjoin=True,
        viewonly=True,
    )

    __table_args__ = (
        CheckConstraint("(force_id IS NULL) = (organisation IS NOT NULL)", name="from_one_place"),
        CheckConstraint("(status = 'listed') = (label IS NOT NULL)", name="labelled_if_listed"),
        CheckConstraint("(label IS NULL) = (review_on IS NULL)", name="reviewed_if_labelled"),
        Index("ix_practices_status", "status", "review_on"),
    )

    @property
    def origin(self) -> str:
        """Who it comes from, in words."""
        return self.force.name if self.force else self.organisation or ""


class PracticeWording(Model):
    """One version of what an entry says. Append-only; `reason` says why it came after another.

    `types` are death types, `themes` references of the codebook. Plain: it names nobody.
    """

    __tablename__ = "practice_wordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey(Practice.id))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500))
    done: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(200))
    types: Mapped[tuple[str, ...]] = mapped_column(Codes)
    themes: Mapped[tuple[str, ...]] = mapped_column(Codes)
    reason: Mapped[str | None] = mapped_column(String(500))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("practice_id", "number"),
        Index(
            "uq_practice_wordings_standing",
            "practice_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )


class PracticeJudgement(Model):
    """What a review found of the wording `number`: a label, or None where it was not taken up.

    `judged_by` says in words who judged, `judged_on` when, `grounds` on what evidence. Append-only.
    """

    __tablename__ = "practice_judgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey(Practice.id), index=True)
    number: Mapped[int]
    label: Mapped[Label | None] = mapped_column(Vocabulary(Label))
    judged_by: Mapped[str] = mapped_column(String(200))
    judged_on: Mapped[date]
    grounds: Mapped[str] = mapped_column(Text)
    review_on: Mapped[date | None]
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (CheckConstraint("(label IS NULL) = (review_on IS NULL)", name="next_review"),)


class PracticeAdoption(Model):
    """What one force does with an entry, from the day `since` on. Append-only."""

    __tablename__ = "practice_adoptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey(Practice.id), index=True)
    force_id: Mapped[int] = mapped_column(ForeignKey(Force.id))
    standing: Mapped[Standing] = mapped_column(Vocabulary(Standing))
    since: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(500))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    force: Mapped[Force] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        Index(
            "uq_practice_adoptions_standing",
            *("practice_id", "force_id"),
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )
