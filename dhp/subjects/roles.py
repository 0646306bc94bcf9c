"""In which role a person stands in a case, and what coded answers and contact say of them there."""

from collections.abc import Iterator

from sqlalchemy import select

from dhp.cases.answers.book import given_of
from dhp.cases.answers.table import read_answers
from dhp.cases.contact.models import ContactEvent
from dhp.cases.models import Answer, Case, Involvement, Relationship
from dhp.cases.people.standing import place_named
from dhp.dictionary import DICTIONARY, Kind, Role, State, Subject, shown
from dhp.extensions import db
from dhp.subjects.accounts import Facts
from dhp.subjects.matching import Sought, redacted

NAMED = "named"
_TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)


def role_words(place: str) -> str:
    """The role at a place as the person reads it."""
    if place == NAMED:
        return "Named in what was written, such as an officer, a relative or a witness"
    if place.startswith("suspect"):
        return "Recorded as a suspect, which says nothing of guilt"
    return "Recorded as the victim" if place == "victim" else "Recorded as another person"


def places_in(case: Case) -> list[str]:
    """The places at which people stand in a case, victim first."""
    order = list(Role)
    rows = sorted(_standing(case), key=lambda row: (order.index(row.role), row.ordinal))
    return [place_named(row.role, row.ordinal) for row in rows]


def facts_of(case: Case, place: str, sought: Sought) -> Facts:
    """What is coded of whoever stands at `place`: answers, the tie to the victim, contact.

    A text among the answers names nobody else: it is redacted. Nothing for a place that is empty.
    """
    for row in _standing(case):
        if place_named(row.role, row.ordinal) == place:
            return (*_answers(case, row.person_id, sought), *_contact(case, row.person_id))
    return ()


def _standing(case: Case) -> list[Involvement]:
    rows = select(Involvement).where(Involvement.case_id == case.id, Involvement.ended_at.is_(None))
    return list(db.session.scalars(rows.order_by(Involvement.id)))


def _answers(case: Case, person: int, sought: Sought) -> Iterator[tuple[str, str]]:
    ties = select(Relationship.id).where(
        Relationship.case_id == case.id, Relationship.from_person_id == person
    )
    about = {(Subject.PERSON, person)}
    about |= {(Subject.RELATIONSHIP, tie) for tie in db.session.scalars(ties.order_by("id"))}
    for (subject, key, code), rivals in read_answers([case]).rivals.items():
        if (subject, key) in about and rivals[0].state is State.ANSWERED:
            yield _line(code, rivals[0], sought)


def _line(code: str, answer: Answer, sought: Sought) -> tuple[str, str]:
    entry = DICTIONARY[code]
    words = shown(entry, given_of(answer))
    name = entry.name[:1].upper() + entry.name[1:]
    return name, redacted(words, sought, ()) if entry.kind in _TEXTS else words


def _contact(case: Case, person: int) -> Iterator[tuple[str, str]]:
    rows = select(ContactEvent).where(
        ContactEvent.case_id == case.id,
        ContactEvent.person_id == person,
        ContactEvent.ended_at.is_(None),
    )
    for event in db.session.scalars(rows.order_by(ContactEvent.happened, ContactEvent.id)):
        yield "Contact before the death", f"{event.kind.value}, {event.happened}"
