"""Giving new cases their people: the victim and the suspects of very many in a few statements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import insert

from dhp.cases.models import Involvement, Person, Relationship
from dhp.cases.people.standing import Joining
from dhp.dictionary import Role
from dhp.extensions import db

_INVOLVEMENTS: Any = Involvement.__table__
_PEOPLE: Any = Person.__table__
_TIES: Any = Relationship.__table__
# To ask for the order of the rows would be a statement for each of them on SQLite.
_ADD_PEOPLE = insert(_PEOPLE).returning(_PEOPLE.c.case_id, _PEOPLE.c.id)
_ADD_TIES = insert(_TIES).returning(_TIES.c.case_id, _TIES.c.from_person_id, _TIES.c.id)
_ADD_INVOLVEMENTS = insert(_INVOLVEMENTS)
_VICTIM = "victim"


@dataclass(frozen=True)
class Party:
    """Who is to stand in a new case: so many suspects, and people known already, by place.

    In a second death of an incident the suspect may be the same person.
    """

    case_id: int
    suspects: int
    known: Mapping[str, int]

    @cached_property
    def places(self) -> list[str]:
        """The places to fill, the victim's first."""
        return [_VICTIM, *(f"suspect{n}" for n in range(1, self.suspects + 1))]


@dataclass(frozen=True)
class Seats:
    """The people of a new case by place, and of each suspect the tie to the victim."""

    people: Mapping[str, int]
    ties: Mapping[str, int]


def seat(parties: Sequence[Party], joining: Joining) -> list[Seats]:
    """Record the people of `parties` and tie each suspect to the victim. Gives the seats in order."""
    people = _people(parties)
    rows = list(_ties(parties, people))
    added = db.session.execute(_ADD_TIES, rows) if rows else ()
    tied = {(case_id, person): key for case_id, person, key in added}
    ties = [
        {place: tied[party.case_id, found[place]] for place in party.places[1:]}
        for party, found in zip(parties, people, strict=True)
    ]
    involved = [
        {
            "case_id": party.case_id,
            "person_id": found[place],
            "role": Role.SUSPECT if ordinal else Role.VICTIM,
            "ordinal": ordinal or 1,
            "recorded_by": joining.by,
            "recorded_at": joining.at,
        }
        for party, found in zip(parties, people, strict=True)
        for ordinal, place in enumerate(party.places)
    ]
    if involved:
        db.session.execute(_ADD_INVOLVEMENTS, involved)
    return [Seats(*one) for one in zip(people, ties, strict=True)]


def _people(parties: Sequence[Party]) -> list[Mapping[str, int]]:
    new = [
        {"case_id": party.case_id}
        for party in parties
        for place in party.places
        if place not in party.known
    ]
    keys: dict[int, list[int]] = {}
    for case_id, key in db.session.execute(_ADD_PEOPLE, new) if new else ():
        keys.setdefault(case_id, []).append(key)
    found: list[Mapping[str, int]] = []
    for party in parties:
        left = iter(sorted(keys.get(party.case_id, ())))
        found.append(
            {
                place: party.known[place] if place in party.known else next(left)
                for place in party.places
            }
        )
    return found


def _ties(
    parties: Sequence[Party], people: Sequence[Mapping[str, int]]
) -> Iterator[dict[str, int]]:
    for party, found in zip(parties, people, strict=True):
        for place in party.places[1:]:
            yield {
                "case_id": party.case_id,
                "from_person_id": found[place],
                "to_person_id": found[_VICTIM],
            }
