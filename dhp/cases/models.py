"""The tables of the record. Every row that belongs to a case carries the case's key."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dhp.accounts.models import Force, User
from dhp.calendar import now
from dhp.cases.judging.classification import OutReason, Verification
from dhp.cases.vocabularies import Confidence, Part, RoleInAbuse
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Role, Stage, State, Subject
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText
from dhp.sealing.models import CaseKey


def _only(condition: str) -> dict[str, Any]:
    """That an index is of some rows alone, as each database is told."""
    return {f"{kind}_where": text(condition) for kind in ("sqlite", "postgresql")}


class Source(StrEnum):
    """Where an answer comes from."""

    FORCE = "force"
    UNIT = "unit"
    PUBLISHED_REVIEW = "published review"

    @property
    def label(self) -> str:
        """The source in words."""
        return {"force": "Force", "unit": "Central unit", "published review": "Published review"}[
            self
        ]


class Incident(Model):
    """The event, with one or more deaths."""

    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    cases: Mapped[list["Case"]] = relationship(back_populates="incident", order_by="Case.id")


class Case(Model):
    """One death. The columns are what the application decides on; the facts are in `answers`.

    `died_first` and `died_last` bound the date of death, and are equal when the day is known.
    `type` and `scope` repeat the classification that stands, `force_ref` and the dates of death
    the answers that stand; `classification` and `answers` are their only writers. `survivor_id` is
    the case that stands for this death when both were found to be the same. `key_name` is the key
    under which texts of this case are kept, if it has one; destroyed at `erased_at`.
    """

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    incident_id: Mapped[int] = mapped_column(ForeignKey(Incident.id), index=True)
    force_id: Mapped[int | None] = mapped_column(ForeignKey(Force.id))
    region: Mapped[str | None] = mapped_column(String(60))
    force_ref: Mapped[str | None] = mapped_column(CaseText)
    died_first: Mapped[date | None] = mapped_column(index=True)
    died_last: Mapped[date | None]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    back_record: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    scope: Mapped[Scope | None] = mapped_column(Vocabulary(Scope))
    type: Mapped[DeathType] = mapped_column(Vocabulary(DeathType), default=DeathType.UNCLASSIFIED)
    survivor_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    key_name: Mapped[str | None] = mapped_column(ForeignKey(CaseKey.name), index=True)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    incident: Mapped[Incident] = relationship(back_populates="cases")
    force: Mapped[Force | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("died_first <= died_last", name="died_in_order"),
        Index("ix_cases_force_id_received_at", "force_id", "received_at"),
        # With what a count of those received asks besides: it then reads no case.
        Index("ix_cases_received_at", "received_at", "id", "opened_at", "back_record"),
        # Lists leave out what was merged away, and SQLite takes an index for that first: with what
        # they are ordered by behind it, a page is read off its end and nothing is sorted. The event,
        # on which conflicts of interest depend, is there too: counting a list then reads no case.
        Index("ix_cases_survivor_id", "survivor_id", "received_at", "id", "incident_id"),
    )


class CaseReader(Model):
    """A person named for a restricted case."""

    __tablename__ = "case_readers"

    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    named_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Person(Model):
    """A human being in an incident. `case_id` is the case through which the person was recorded."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)


class Involvement(Model):
    """A person's part in one death. A suspect of two deaths is one person with two involvements.

    Append-only: a changed part is a new row, and a person added by mistake is ended, not deleted.
    `part` is said of others alone; `recorded_at` is None where it came with the case.
    """

    __tablename__ = "involvements"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    role: Mapped[Role] = mapped_column(Vocabulary(Role))
    ordinal: Mapped[int]
    part: Mapped[Part | None] = mapped_column(Vocabulary(Part))
    role_in_abuse: Mapped[RoleInAbuse | None] = mapped_column(Vocabulary(RoleInAbuse))
    recorded_by: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_reason: Mapped[str | None] = mapped_column(CaseText)

    __table_args__ = tuple(
        Index(f"uq_involvements_{name}", *columns, unique=True, **_only("ended_at IS NULL"))
        for name, columns in (
            ("place", ("case_id", "role", "ordinal")),
            ("person", ("case_id", "person_id")),
        )
    )


class Relationship(Model):
    """The directed tie from one person of a case to another; every suspect has one to the victim."""

    __tablename__ = "relationships"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    from_person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    to_person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)

    __table_args__ = (UniqueConstraint("case_id", "from_person_id", "to_person_id"),)


class Answer(Model):
    """One recorded fact: what it describes, its state and value, where it comes from, and when.

    Append-only: a new answer supersedes the one of the same source, which stays. Values that may
    identify are in `protected`, all others in `value`. `recorded_by` is a user's reference.
    """

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    subject: Mapped[Subject] = mapped_column(Vocabulary(Subject))
    subject_id: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    state: Mapped[State] = mapped_column(Vocabulary(State))
    value: Mapped[str | None] = mapped_column(Text)
    protected: Mapped[str | None] = mapped_column(CaseText)
    source: Mapped[Source] = mapped_column(Vocabulary(Source))
    stage: Mapped[Stage] = mapped_column(Vocabulary(Stage))
    confidence: Mapped[Confidence | None] = mapped_column(Vocabulary(Confidence))
    known_from: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(CaseText)
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_answers_case_id", "case_id", "subject", "code"),
        # Measures bucket deaths by the day they happened; the value is an ISO text, so it sorts.
        Index(
            "ix_answers_died",
            *("value", "case_id", "recorded_at", "superseded_at"),
            **_only("code = 'date_of_death'"),
        ),
        # Whether another source gives the same death a date.
        Index("ix_answers_dated", "case_id", **_only("code = 'date_of_death'")),
        Index(
            "uq_answers_standing",
            *("subject", "subject_id", "code", "source"),
            unique=True,
            **_only("superseded_at IS NULL"),
        ),
        CheckConstraint(
            "(state = 'answered') = (value IS NOT NULL OR protected IS NOT NULL)",
            name="value_if_answered",
        ),
    )


class Classification(Model):
    """A dated human judgement of scope and type, with the proposal that the person saw.

    `proposal` is the verdict of `definition` as JSON text, kept as it was shown. `out_reason` says
    why a death is out of scope, and `referred_to` to whom it was passed on, if to anybody.
    """

    __tablename__ = "classifications"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    scope: Mapped[Scope] = mapped_column(Vocabulary(Scope))
    type: Mapped[DeathType] = mapped_column(Vocabulary(DeathType))
    definition: Mapped[str] = mapped_column(String(40))
    proposal: Mapped[str] = mapped_column(Text)
    verification: Mapped[Verification] = mapped_column(
        Vocabulary(Verification),
        default=Verification.UNVERIFIED,
        server_default=Verification.UNVERIFIED.value,
    )
    out_reason: Mapped[OutReason | None] = mapped_column(Vocabulary(OutReason))
    referred_to: Mapped[str | None] = mapped_column(CaseText)
    reason: Mapped[str | None] = mapped_column(CaseText)
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        # All that counting asks of a judgement, so that it need not read its reasons and its proposal.
        Index(
            "ix_classifications_case_id", "case_id", "decided_at", "superseded_at", "scope", "type"
        ),
        Index(
            "uq_classifications_standing", "case_id", unique=True, **_only("superseded_at IS NULL")
        ),
    )
