"""The people of a frame: who stood in which part of each death at an instant, and how they are tied."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from dhp.cases.models import Involvement, Relationship
from dhp.cases.people import standing_at
from dhp.dictionary import Role
from dhp.extensions import db


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


def people_at(as_at: datetime, of: Collection[int] | None = None) -> dict[int, People]:
    """The people of every case by its id, or of those with ids in `of`, as at `as_at`.

    Two statements.
    """
    found: dict[int, People] = defaultdict(People)
    record = db.session.connection()
    parts = (
        select(
            Involvement.case_id,
            Involvement.person_id,
            Involvement.ordinal,
            (Involvement.role == Role.VICTIM).label("is_victim"),
        )
        .where(Involvement.role.in_((Role.VICTIM, Role.SUSPECT)), standing_at(as_at))
        .order_by(Involvement.case_id, Involvement.ordinal)
    )
    ties = select(
        Relationship.case_id,
        Relationship.from_person_id,
        Relationship.to_person_id,
        Relationship.id,
    ).order_by(Relationship.id)
    if of is not None:
        parts = parts.where(Involvement.case_id.in_(of))
        ties = ties.where(Relationship.case_id.in_(of))
    for case_id, person, ordinal, is_victim in record.execute(parts).all():
        if is_victim:
            found[case_id].victim = person
        else:
            found[case_id].suspects.append(Suspect(ordinal, person))
    for case_id, one, other, number in record.execute(ties).all():
        people = found.get(case_id)
        if people and other == people.victim:
            for suspect in people.suspects:
                if suspect.person == one:
                    suspect.tie = number
    return dict(found)
