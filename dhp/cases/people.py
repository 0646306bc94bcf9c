"""The people of a death and where each stands: victim, first suspect, second suspect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from dhp.cases.answers import AnswerBook, Target
from dhp.cases.models import Case, Involvement, Person, Relationship
from dhp.dictionary import DICTIONARY, Column, Given, Role, Subject, columns_of
from dhp.errors import DomainError
from dhp.extensions import db


@dataclass(frozen=True)
class Places:
    """Where each place of a case's columns points: `victim` to a person, `suspect1` to another."""

    case: Case
    people: Mapping[str, int]
    relationships: Mapping[str, int]

    @property
    def suspects(self) -> int:
        """How many suspects the case has."""
        return len(self.relationships)

    def target(self, column: Column) -> Target:
        """What an answer in `column` describes."""
        match column.characteristic.subject:
            case Subject.INCIDENT:
                subject_id = self.case.incident_id
            case Subject.DEATH:
                subject_id = self.case.id
            case Subject.PERSON:
                subject_id = self._at(self.people, column)
            case _:
                subject_id = self._at(self.relationships, column)
        return Target(self.case.id, column.characteristic.subject, subject_id)

    def columns(self) -> tuple[Column, ...]:
        """Every column this case can have answers in, in dictionary order."""
        return columns_of(DICTIONARY.values(), suspects=self.suspects)

    def answers(self, book: AnswerBook) -> dict[str, Given]:
        """The standing answers of the case by column name."""
        found = {}
        for column in self.columns():
            target = self.target(column)
            found[column.name] = book.given(
                target.subject, target.subject_id, column.characteristic.code
            )
        return found

    @staticmethod
    def _at(rows: Mapping[str, int], column: Column) -> int:
        if column.place not in rows:
            raise DomainError(f"There is no {column.place} in this case. Add the person first.")
        return rows[column.place]


def add_people(case: Case, suspects: int) -> Places:
    """Give a new, flushed `case` its victim and `suspects` suspects, each tied to the victim."""
    people = [Person(case_id=case.id) for _ in range(suspects + 1)]
    db.session.add_all(people)
    db.session.flush()
    victim, others = people[0], people[1:]
    db.session.add(Involvement(case_id=case.id, person_id=victim.id, role=Role.VICTIM, ordinal=1))
    ties = []
    for ordinal, person in enumerate(others, start=1):
        db.session.add(
            Involvement(case_id=case.id, person_id=person.id, role=Role.SUSPECT, ordinal=ordinal)
        )
        ties.append(Relationship(case_id=case.id, from_person_id=person.id, to_person_id=victim.id))
    db.session.add_all(ties)
    db.session.flush()
    return Places(
        case,
        {"victim": victim.id} | {f"suspect{n}": p.id for n, p in enumerate(others, start=1)},
        {f"suspect{n}": tie.id for n, tie in enumerate(ties, start=1)},
    )


def add_suspect(case: Case, places: Places) -> str:
    """Give an open `case` one more suspect, tied to its victim. Gives back the new place."""
    ordinal = places.suspects + 1
    person = Person(case_id=case.id)
    db.session.add(person)
    db.session.flush()
    db.session.add_all(
        (
            Involvement(case_id=case.id, person_id=person.id, role=Role.SUSPECT, ordinal=ordinal),
            Relationship(
                case_id=case.id,
                from_person_id=person.id,
                to_person_id=places.people["victim"],
            ),
        )
    )
    db.session.flush()
    return f"suspect{ordinal}"


def places_of(cases: Sequence[Case]) -> dict[int, Places]:
    """The places of several cases, by case id, in one statement."""
    tie = and_(
        Relationship.case_id == Involvement.case_id,
        Relationship.from_person_id == Involvement.person_id,
    )
    rows = (
        select(
            Involvement.case_id,
            Involvement.person_id,
            Involvement.role,
            Involvement.ordinal,
            Relationship.id,
        )
        .outerjoin(Relationship, tie)
        .where(Involvement.case_id.in_([case.id for case in cases]))
        .where(Involvement.role.in_((Role.VICTIM, Role.SUSPECT)))
        .order_by(Involvement.case_id, Involvement.role, Involvement.ordinal)
    )
    people: dict[int, dict[str, int]] = {case.id: {} for case in cases}
    ties: dict[int, dict[str, int]] = {case.id: {} for case in cases}
    for case_id, person_id, role, ordinal, tie_id in db.session.execute(rows):
        place = "victim" if role is Role.VICTIM else f"suspect{ordinal}"
        people[case_id][place] = person_id
        if tie_id is not None and place != "victim":
            ties[case_id][place] = tie_id
    return {case.id: Places(case, people[case.id], ties[case.id]) for case in cases}
