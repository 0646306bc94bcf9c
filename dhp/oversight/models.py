"""The tables of oversight: flags on how records are read, what was found, and reads drawn by lot."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.worded import PlainWorded


class Conclusion(PlainWorded):
    """What looking at a flag, or at a read drawn by lot, came to."""

    WORK = "ordinary work"
    EXPLAINED = "explained by the person"
    CONCERN = "a concern, passed on"


class Flag(Model):
    """That a rule of `dhp/audit/detection` found something on one day (London). Never changed.

    `person` is the reference of whoever acted, empty where it is nobody's; `about` that of the
    thing concerned, if it is one. `told` says what was found in plain words without a name, `events`
    are the first numbers of it in the trail, a space between them. `escalated_at` is when people
    outside the unit were told that nobody had closed it.
    """

    __tablename__ = "flags"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    rule: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    told: Mapped[str] = mapped_column(String(300))
    events: Mapped[str] = mapped_column(String(300))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    escalated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    finding: Mapped["FlagFinding | None"] = relationship(back_populates="flag", lazy="joined")

    __table_args__ = (
        UniqueConstraint("rule", "person", "about", "day"),
        Index("ix_flags_raised_at", "raised_at"),
        Index("ix_flags_person", "person"),
    )


class FlagFinding(Model):
    """What a named person found when looking at a flag: it closes the flag. Never changed."""

    __tablename__ = "flag_findings"

    flag_id: Mapped[int] = mapped_column(ForeignKey(Flag.id), primary_key=True)
    conclusion: Mapped[Conclusion] = mapped_column(Vocabulary(Conclusion))
    words: Mapped[str] = mapped_column(IdentifyingText)
    found_by: Mapped[str] = mapped_column(String(40))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)

    flag: Mapped[Flag] = relationship(back_populates="finding")


class DrawnRead(Model):
    """A read that the lot fell on, for the reader's supervisor to look at. `week` is its Monday."""

    __tablename__ = "drawn_reads"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    week: Mapped[date]
    seq: Mapped[int] = mapped_column(BigInteger, unique=True)
    reader: Mapped[str] = mapped_column(String(40))
    supervisor: Mapped[str] = mapped_column(String(40))
    conclusion: Mapped[Conclusion | None] = mapped_column(Vocabulary(Conclusion))
    words: Mapped[str | None] = mapped_column(IdentifyingText)
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_drawn_reads_supervisor", "supervisor", "looked_at"),
        CheckConstraint(
            "(conclusion IS NULL) = (looked_at IS NULL)", name="looked_at_with_finding"
        ),
    )
