"""The tables of recommendations: who each is addressed to, what they answered, how the unit judged."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force
from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.learning.rules import Closing, Effect, Stage, Status
from dhp.references import new_reference


class RecommendationYear(Model):
    """The last number given in a year; whoever issues holds the row until the commit."""

    __tablename__ = "recommendation_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Recommendation(Model):
    """One thing that should change. Numbered when it is issued, and unchanged from then on.

    `owner` is a role in each addressee, never a name. `national` asks every force. `repeats` is an
    earlier one that asked for the same. `indicator` is named before issuing or not at all, and is
    looked at on `check_on`. `written_by`, who changed the draft last, and the like are users'
    references.
    """

    __tablename__ = "recommendations"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    year: Mapped[int | None]
    number: Mapped[int | None]
    stage: Mapped[Stage] = mapped_column(Vocabulary(Stage), default=Stage.DRAFT)
    title: Mapped[str] = mapped_column(String(150))
    words: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date]
    national: Mapped[bool] = mapped_column(default=False)
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("recommendations.id"), index=True)
    indicator: Mapped[str] = mapped_column(Text, default="")
    check_on: Mapped[date | None]
    written_by: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    issued_by: Mapped[str | None] = mapped_column(String(40))
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closing: Mapped[Closing | None] = mapped_column(Vocabulary(Closing))
    closing_words: Mapped[str | None] = mapped_column(Text)
    closed_by: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    repeats: Mapped["Recommendation | None"] = relationship(remote_side="Recommendation.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("(year IS NULL) = (number IS NULL)", name="number_in_a_year"),
        CheckConstraint("(stage = 'draft') = (number IS NULL)", name="numbered_when_issued"),
        Index("ix_recommendations_stage_due_on", "stage", "due_on"),
    )

    @property
    def name(self) -> str:
        """What people call it: "12 of 2026", or that it has no number yet."""
        return f"{self.number} of {self.year}" if self.number else "Draft, no number yet"


class Addressee(Model):
    """One force, or one other body by its name, to which a recommendation is addressed.

    `status` is what the unit judged last. `version` travels in the forms.
    """

    __tablename__ = "recommendation_addressees"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey(Recommendation.id))
    force_id: Mapped[int | None] = mapped_column(ForeignKey(Force.id), index=True)
    body: Mapped[str | None] = mapped_column(String(120))
    status: Mapped[Status] = mapped_column(Vocabulary(Status), default=Status.ISSUED)
    version: Mapped[int] = mapped_column(default=1)

    recommendation: Mapped[Recommendation] = relationship(lazy="joined", innerjoin=True)
    force: Mapped[Force | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("recommendation_id", "force_id"),
        UniqueConstraint("recommendation_id", "body"),
        CheckConstraint("(force_id IS NULL) <> (body IS NULL)", name="force_or_body"),
        Index("ix_recommendation_addressees_status", "recommendation_id", "status"),
    )

    @property
    def name(self) -> str:
        """The force or the body in words."""
        return self.force.name if self.force else self.body or ""


class Response(Model):
    """What an addressee answered, in words, and what evidence it names. Never overwritten.

    `given_by` is the office that answered where the unit wrote it down for another body.
    """

    __tablename__ = "recommendation_responses"

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey(Addressee.id), index=True)
    words: Mapped[str] = mapped_column(IdentifyingText)
    evidence: Mapped[str | None] = mapped_column(IdentifyingText)
    given_by: Mapped[str | None] = mapped_column(IdentifyingText)
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Judgement(Model):
    """Where the unit found an addressee to stand, and why. The latest one is the addressee's status."""

    __tablename__ = "recommendation_judgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey(Addressee.id), index=True)
    status: Mapped[Status] = mapped_column(Vocabulary(Status))
    words: Mapped[str] = mapped_column(IdentifyingText)
    judged_by: Mapped[str] = mapped_column(String(40))
    judged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class ImpactCheck(Model):
    """What the indicator of a recommendation showed on one look."""

    __tablename__ = "recommendation_impacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey(Recommendation.id), index=True)
    effect: Mapped[Effect] = mapped_column(Vocabulary(Effect))
    words: Mapped[str] = mapped_column(IdentifyingText)
    checked_by: Mapped[str] = mapped_column(String(40))
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
