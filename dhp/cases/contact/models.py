"""The tables of contact before a death: dated events, and which systems were searched.

Append-only: an entry made by mistake is ended with a reason, not deleted.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import PartialDate
from dhp.cases.contact.vocabularies import ContactKind, Grade, Outcome, System
from dhp.cases.models import Case, Person, Source
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText


class ContactEvent(Model):
    """Something that happened with police or an agency. `happened` is an ISO date, perhaps partial.

    `person_id` is whom it concerned, None where that is not recorded.
    """

    __tablename__ = "contact_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    kind: Mapped[ContactKind] = mapped_column(Vocabulary(ContactKind))
    grade: Mapped[Grade | None] = mapped_column(Vocabulary(Grade))
    happened: Mapped[str] = mapped_column(String(10))
    source: Mapped[Source] = mapped_column(Vocabulary(Source))
    detail: Mapped[str | None] = mapped_column(CaseText)
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_reason: Mapped[str | None] = mapped_column(CaseText)

    __table_args__ = (
        CheckConstraint("grade IS NULL OR kind = 'risk assessment'", name="grade_of_risk"),
    )

    @property
    def when(self) -> PartialDate:
        """When it happened, as exactly as it is known."""
        return PartialDate.parse(self.happened)


class SystemSearch(Model):
    """A system that was searched for contact, on a day, with what came of it."""

    __tablename__ = "system_searches"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    system: Mapped[System] = mapped_column(Vocabulary(System))
    searched_on: Mapped[date]
    outcome: Mapped[Outcome] = mapped_column(Vocabulary(Outcome))
    source: Mapped[Source] = mapped_column(Vocabulary(Source))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_reason: Mapped[str | None] = mapped_column(CaseText)
