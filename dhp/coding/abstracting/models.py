"""The tables of answering again: a drawn sample, who answers which case, and how differences ended."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText


class Finding(StrEnum):
    """How a difference between the record and the second answer was settled."""

    RECORD = "the record is right"
    SECOND = "the second answer is right"
    NEITHER = "neither is right"
    TEXTS = "the texts do not tell"


class AbstractionSample(Model):
    """One draw: from how many cases, how many, by which seed, by whom (a user's reference)."""

    __tablename__ = "abstraction_samples"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    eligible: Mapped[int]
    wanted: Mapped[int]
    seed: Mapped[int]
    drawn_by: Mapped[str] = mapped_column(String(40))
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    abstractions: Mapped[list["Abstraction"]] = relationship(
        back_populates="sample", order_by="Abstraction.id"
    )

    __table_args__ = (CheckConstraint("wanted > 0", name="one_at_least"),)


class Abstraction(Model):
    """One case of a sample, answered again by one person who wrote nothing of its record.

    `answers` is JSON text, column name to canonical text, once it is finished; never changed then.
    """

    __tablename__ = "abstractions"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    sample_id: Mapped[int] = mapped_column(ForeignKey(AbstractionSample.id))
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    answers: Mapped[str | None] = mapped_column(CaseText(erased="{}"))
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    sample: Mapped[AbstractionSample] = relationship(back_populates="abstractions")
    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    coder: Mapped[User] = relationship()
    rulings: Mapped[list["AbstractionRuling"]] = relationship(back_populates="abstraction")

    __table_args__ = (
        UniqueConstraint("sample_id", "case_id"),
        CheckConstraint("(finished_at IS NULL) = (answers IS NULL)", name="finished_with_answers"),
    )


class AbstractionRuling(Model):
    """How one difference was settled, by whom; the record itself is mended on its own pages."""

    __tablename__ = "abstraction_rulings"

    id: Mapped[int] = mapped_column(primary_key=True)
    abstraction_id: Mapped[int] = mapped_column(ForeignKey(Abstraction.id))
    name: Mapped[str] = mapped_column(String(80))
    finding: Mapped[Finding] = mapped_column(Vocabulary(Finding))
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    abstraction: Mapped[Abstraction] = relationship(back_populates="rulings")

    __table_args__ = (UniqueConstraint("abstraction_id", "name"),)
