"""The people of a death and where each stands: victim, first suspect, second suspect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from dhp.cases.answers.book import AnswerBook, Key, Target
from dhp.cases.incident_then import incidents_at
from dhp.cases.models import Case, Involvement, Person, Relationship
from dhp.cases.vocabularies import Part, RoleInAbuse
from dhp.column_types import AS_AT
from dhp.dictionary import DICTIONARY, Column, Given, Role, Subject, columns_of
from dhp.errors import DomainError
from dhp.extensions import db


@dataclass(frozen=True)
class Places:
    """Where each place of a case's columns points: `victim` to a person, `suspect1` to another.

    `incident_then` is the key of the incident at the instant that is read, where it was another.
    """

    case: Case
    people: Mapping[str, int]
    relationships: Mapping[str, int]
    incident_then: int | None = None

    @property
    def suspects(self) -> int:
        """How many suspects the case has."""
        return len(self.relationships)

    @property
    def alone(self) -> bool:
        """Whether there is one suspect at most, who needs no number."""
        return self.suspects <= 1

    @cached_property
    def _columns(self) -> tuple[Column, ...]:
        return columns_of(DICTIONARY.values(), suspects=self.suspects)

    def target(self, column: Column) -> Target:
        """What an answer in `column` describes."""
        subject, subject_id, _code = self.key(column)
        return Target(self.case.id, subject, subject_id)

    def key(self, column: Column) -> Key:
        """Under which key a book of answers has the one in `column`."""
        return self.keys.get(column.name) or self._key(column)

    @cached_property
    def keys(self) -> dict[str, Key]:
        """The same for every column of this case, by its name: a page asks for each several times."""
        return {column.name: self._key(column) for column in self.columns()}

    def _key(self, column: Column) -> Key:
        subject_id = subject_in(
            column,
            self.incident_then or self.case.incident_id,
            self.case.id,
            self.people,
            self.relationships,
        )
        return column.characteristic.subject, subject_id, column.characteristic.code

    def columns(self) -> tuple[Column, ...]:
        """Every column this case can have answers in, in dictionary order."""
        return self._columns

    def answers(self, book: AnswerBook) -> dict[str, Given]:
        """The standing answers of the case by column name."""
        return {name: book.given(*key) for name, key in self.keys.items()}


def subject_in(
    column: Column,
    incident_id: int,
    case_id: int,
    people: Mapping[str, int],
    ties: Mapping[str, int],
) -> int:
    """The key of the row that an answer in `column` describes. Raises `DomainError` for nobody."""
    match column.characteristic.subject:
        case Subject.INCIDENT:
            return incident_id
        case Subject.DEATH:
            return case_id
        case Subject.PERSON:
            rows = people
        case _:
            rows = ties
    if column.place not in rows:
        raise DomainError(f"There is no {column.place} in this case. Add the person first.")
    return rows[column.place]


@dataclass(frozen=True)
class Joining:
    """Who puts people into a case, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Parts:
    """The part of somebody beside the role in the death."""

    part: Part | None = None
    in_abuse: RoleInAbuse | None = None


def involve(
    case: Case,
    role: Role,
    ordinal: int,
    person_id: int,
    joining: Joining,
    parts: Parts = Parts(),
) -> None:
    """Give a person a part in the death. The caller flushes."""
    db.session.add(
        Involvement(
            case_id=case.id,
            person_id=person_id,
            role=role,
            ordinal=ordinal,
            part=parts.part,
            role_in_abuse=parts.in_abuse,
            recorded_by=joining.by,
            recorded_at=joining.at,
        )
    )


def new_person(case: Case) -> int:
    """Somebody of whom nothing is known yet, recorded through `case`. Gives back the key."""
    person = Person(case_id=case.id)
    db.session.add(person)
    db.session.flush()
    return person.id


# One row of a case: the person, the role, the ordinal, and a tie of theirs with the person it is to.
PlaceRow = tuple[int, Role, int, int | None, int | None]


def places_of(cases: Sequence[Case], as_at: datetime | None = None) -> dict[int, Places]:
    """The places of several cases now, or at the instant `as_at`, by case id.

    One statement; two for an instant.
    """
    incidents = incidents_at(cases, as_at)
    given = {"ids": [case.id for case in cases]} | ({"as_at": as_at} if as_at else {})
    rows: dict[int, list[PlaceRow]] = {case.id: [] for case in cases}
    found = db.session.execute(_place_rows(now=as_at is None), given)
    for case_id, person, role, ordinal, tie_id, to in found:
        rows[case_id].append((person, role, ordinal, tie_id, to))
    return {
        case.id: replace(places_from(case, rows[case.id]), incident_then=incidents[case.id])
        for case in cases
    }


@cache
def _place_rows(*, now: bool) -> Select[*tuple[Any, ...]]:
    """The rows of given cases, now or at a given instant; built once, for it is read the most."""
    tie = and_(
        Relationship.case_id == Involvement.case_id,
        Relationship.from_person_id == Involvement.person_id,
    )
    return (
        select(
            Involvement.case_id,
            Involvement.person_id,
            Involvement.role,
            Involvement.ordinal,
            Relationship.id,
            Relationship.to_person_id,
        )
        .outerjoin(Relationship, tie)
        .where(Involvement.case_id.in_(bindparam("ids", expanding=True)))
        .where(Involvement.role.in_((Role.VICTIM, Role.SUSPECT)))
        .where(standing_at(None if now else AS_AT))
        .order_by(Involvement.case_id, Involvement.role, Involvement.ordinal)
    )


def places_from(case: Case, rows: Sequence[PlaceRow]) -> Places:
    """The places that `rows`, one for each tie of each person, make. Only ties to the victim count."""
    people = {place_named(role, ordinal): person for person, role, ordinal, _, _ in rows}
    ties = {
        place_named(role, ordinal): tie
        for _person, role, ordinal, tie, to in rows
        if tie is not None and to == people.get("victim")
    }
    return Places(case, people, ties)


def place_named(role: Role, ordinal: int) -> str:
    """The name of a place: `victim`, `suspect2`, `other1`."""
    return "victim" if role is Role.VICTIM else f"{role.value}{ordinal}"


def standing_at(instant: Any) -> ColumnElement[bool]:
    """The involvements that stood at `instant`, or `AS_AT`; now, when that is None."""
    if instant is None:
        return Involvement.ended_at.is_(None)
    return and_(
        or_(Involvement.recorded_at.is_(None), Involvement.recorded_at <= instant),
        or_(Involvement.ended_at.is_(None), Involvement.ended_at > instant),
    )
