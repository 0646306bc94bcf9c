"""Recording contact before a death, and taking back what was recorded by mistake."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import PartialDate, london_date, now
from dhp.cases.contact.models import ContactEvent, SystemSearch
from dhp.cases.contact.vocabularies import ContactKind, Grade, Outcome, System
from dhp.cases.models import Case, Source
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.web.text import LONGEST, required


@dataclass(frozen=True)
class Happening:
    """One contact as somebody tells it; `person_id` is whom it concerned, if that is known."""

    kind: ContactKind
    when: PartialDate
    source: Source
    person_id: int | None = None
    grade: Grade | None = None
    detail: str = ""


def record_contact(case: Case, happening: Happening, *, by: trail.Actor) -> ContactEvent:
    """Add a dated event to the contact of a case.

    Raises `DomainError` for a date in the future, and for a grade of anything but a risk
    assessment.
    """
    if happening.when.first > london_date(now()):
        raise DomainError("The date must be today or in the past.", field="contact.happened")
    if happening.grade and happening.kind is not ContactKind.RISK:
        raise DomainError(
            "Only a risk assessment has a grade. Take the grade away, or choose risk assessment.",
            field="grade",
        )
    event = ContactEvent(
        case_id=case.id,
        person_id=happening.person_id,
        kind=happening.kind,
        grade=happening.grade,
        happened=happening.when.iso,
        source=happening.source,
        detail=happening.detail.strip() or None,
        recorded_by=by.ref,
        recorded_at=now(),
    )
    _add(case, event, by, kind=happening.kind.value)
    return event


@dataclass(frozen=True)
class Searching:
    """The search of one system on one day, and what came of it."""

    system: System
    on: date
    outcome: Outcome
    source: Source


def record_search(case: Case, searching: Searching, *, by: trail.Actor) -> SystemSearch:
    """Say that a system was searched, and what came of it. Raises `DomainError` for the future."""
    if searching.on > london_date(now()):
        raise DomainError("The day of the search must be today or in the past.", "searched_on")
    search = SystemSearch(
        case_id=case.id,
        system=searching.system,
        searched_on=searching.on,
        outcome=searching.outcome,
        source=searching.source,
        recorded_by=by.ref,
        recorded_at=now(),
    )
    _add(case, search, by, system=searching.system.value)
    return search


def take_back(
    case: Case, entry: ContactEvent | SystemSearch, reason: str, *, by: trail.Actor
) -> None:
    """End an entry made by mistake; it stays in the record with the reason.

    Raises `DomainError` without a reason, `Refused` where it was taken back before.
    """
    words = required(reason, LONGEST, "reason", "Say why it is taken back.")
    if entry.ended_at is not None or entry.case_id != case.id:
        raise Refused("This entry was taken back already.")
    entry.ended_by, entry.ended_at = by.ref, max(now(), entry.recorded_at)
    entry.ended_reason = words
    flag_modified(case, "type")
    _record(Act.CONTACT_ENDED, case, by, entry=entry.ref)


def _add(case: Case, entry: ContactEvent | SystemSearch, by: trail.Actor, **facts: str) -> None:
    db.session.add(entry)
    flag_modified(case, "type")  # so that a form opened before this is known to be stale
    db.session.flush()
    _record(Act.CONTACT_RECORDED, case, by, entry=entry.ref, **facts)


def _record(act: Act, case: Case, by: trail.Actor, **facts: str) -> None:
    force = case.force.code if case.force else None
    trail.record(act, by=by, about=case.ref, force=force, **facts)
