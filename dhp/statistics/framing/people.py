"""The people of a frame: who stood in which part of each death at an instant, and how they are tied."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from dhp.cases.models import Involvement, Relationship
from dhp.cases.people.standing import standing_at
from dhp.column_types import AS_AT
from dhp.dictionary import Role
from dhp.extensions import db
from dhp.statistics.framing.windows import ALL, Cases, among


@dataclass(slots=True)
class Suspect:
    """One suspect of a death: which one, the person, and the tie to the victim."""

    ordinal: int
    person: int
    tie: int | None = None


@dataclass(slots=True)
class People:
    """The people of one death. The suspects are in order; the first need not be number 1."""

    victim: int | None = None
    suspects: list[Suspect] = field(default_factory=list)

    def suspect(self, place: str) -> Suspect | None:
        """The suspect at `suspect2`, or the first at `suspect`; None where there is none."""
        if place == "suspect":
            return self.suspects[0] if self.suspects else None
        return next((one for one in self.suspects if f"suspect{one.ordinal}" == place), None)


def people_at(as_at: datetime, of: Cases = ALL) -> dict[int, People]:
    """The people of every case by its id, as at `as_at`; `of` are those that matter. Two statements."""
    found: dict[int, People] = defaultdict(People)
    record, given = db.session.connection(), {**of.given, "as_at": as_at}
    for case_id, person, ordinal, is_victim in record.execute(_parts(of.keys), given).all():
        if is_victim:
            found[case_id].victim = person
        else:
            found[case_id].suspects.append(Suspect(ordinal, person))
    for case_id, one, other, number in record.execute(_ties(of.keys), given).all():
        people = found.get(case_id)
        if people and other == people.victim:
            for suspect in people.suspects:
                if suspect.person == one:
                    suspect.tie = number
    return dict(found)


@cache
def _parts(of: Select[Any] | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Involvement.case_id,
            Involvement.person_id,
            Involvement.ordinal,
            (Involvement.role == Role.VICTIM).label("is_victim"),
        )
        .where(Involvement.role.in_((Role.VICTIM, Role.SUSPECT)), standing_at(AS_AT))
        .where(*among(Involvement.case_id, of))
        .order_by(Involvement.case_id, Involvement.ordinal)
    )


@cache
def _ties(of: Select[Any] | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Relationship.case_id,
            Relationship.from_person_id,
            Relationship.to_person_id,
            Relationship.id,
        )
        .where(*among(Relationship.case_id, of))
        .order_by(Relationship.id)
    )
