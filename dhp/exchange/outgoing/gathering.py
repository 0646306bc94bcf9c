"""Reading the cases that are exported, some at a time, with all that the tables draw on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from dhp.accounts.models import User
from dhp.cases.answers.book import AnswerBook
from dhp.cases.answers.plain import Texts, standing_texts
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case, Involvement, Relationship
from dhp.cases.overlay import Linked, chosen, linked
from dhp.cases.people.standing import Places, place_named, places_of
from dhp.cases.queries import visible_to
from dhp.dictionary import Given, Role, Subject, write
from dhp.extensions import db

_AT_ONCE = 500  # cases held in memory


@dataclass(frozen=True)
class Batch:
    """Some cases with their places, and what is linked to them; the rest is read when asked for."""

    group: Linked
    places: Mapping[int, Places]
    identifying: bool

    @property
    def cases(self) -> Sequence[Case]:
        """The cases, in the order in which they were received."""
        return self.group.cases

    @cached_property
    def book(self) -> AnswerBook:
        """The answers, those that links lay over included."""
        found = read_answers(self.group.everyone, None, self.group.incidents)
        return chosen(self.group.links, found, self.places)

    @cached_property
    def answers(self) -> Mapping[int, Mapping[str, Given]]:
        """The standing answers by column name, by case id."""
        return {case.id: self.places[case.id].answers(self.book) for case in self.cases}

    @cached_property
    def texts(self) -> Mapping[int, Mapping[str, str]]:
        """The standing answers as a file writes them, by column name, by case id.

        What may identify is blank, or not there, unless it was asked for.
        """
        if any(link.columns_taken for link in self.group.links):
            return {
                number: {name: write(given) for name, given in told.items()}
                for number, told in self.answers.items()
            }
        subjects = standing_texts(self.cases, identifying=self.identifying)
        return {case.id: _by_column(self.places[case.id], subjects) for case in self.cases}

    @cached_property
    def involved(self) -> Mapping[int, Sequence[Involvement]]:
        """Everybody who has a part, by case id: the victim first."""
        ids = [case.id for case in self.cases]
        found: dict[int, list[Involvement]] = {number: [] for number in ids}
        statement = select(Involvement).where(
            Involvement.case_id.in_(ids), Involvement.ended_at.is_(None)
        )
        for one in db.session.scalars(statement.order_by(Involvement.id)):
            found[one.case_id].append(one)
        order = list(Role)
        for some in found.values():
            some.sort(key=lambda one: (order.index(one.role), one.ordinal))
        return found

    @cached_property
    def ties(self) -> Mapping[int, Sequence[Relationship]]:
        """The relationships, by case id."""
        ids = [case.id for case in self.cases]
        found: dict[int, list[Relationship]] = {number: [] for number in ids}
        statement = select(Relationship).where(Relationship.case_id.in_(ids))
        for one in db.session.scalars(statement.order_by(Relationship.id)):
            found[one.case_id].append(one)
        return found

    def place_in(self, case: Case) -> dict[int, str]:
        """The name of each person’s place in a case, by the person’s key."""
        return {one.person_id: place_named(one.role, one.ordinal) for one in self.involved[case.id]}


def cases_for(user: User) -> list[int]:
    """The keys of all cases that `user` may read, in the order in which they were received."""
    statement = visible_to(user).with_only_columns(Case.id).order_by(Case.received_at, Case.id)
    return list(db.session.scalars(statement))


def batches(ids: Sequence[int], *, identifying: bool) -> Iterator[Batch]:
    """The cases with these keys, in that order; with or without what may identify."""
    for first in range(0, len(ids), _AT_ONCE):
        some = list(ids[first : first + _AT_ONCE])
        whole = joinedload(Case.incident), defer(Case.force_ref)  # it costs, and is an answer too
        found = select(Case).where(Case.id.in_(some)).options(*whole)
        rows = db.session.scalars(found.order_by(Case.received_at, Case.id)).all()
        group = linked(rows)
        yield Batch(group, places_of(group.everyone), identifying)


def most_suspects(ids: Sequence[int]) -> int:
    """The highest number of suspects that one of these cases has; at least 1."""
    most = 1
    for first in range(0, len(ids), _AT_ONCE * 4):
        found = db.session.scalar(
            select(func.max(Involvement.ordinal)).where(
                Involvement.case_id.in_(ids[first : first + _AT_ONCE * 4]),
                Involvement.role == Role.SUSPECT,
                Involvement.ended_at.is_(None),
            )
        )
        most = max(most, found or 1)
    return most


def _by_column(places: Places, subjects: Texts) -> dict[str, str]:
    case = places.case
    targets = [("incident", Subject.INCIDENT, case.incident_id), ("death", Subject.DEATH, case.id)]
    targets += [(place, Subject.PERSON, key) for place, key in places.people.items()]
    targets += [(place, Subject.RELATIONSHIP, key) for place, key in places.relationships.items()]
    return {
        f"{place}.{code}": text
        for place, subject, key in targets
        for code, text in subjects.get((subject, key), {}).items()
    }
