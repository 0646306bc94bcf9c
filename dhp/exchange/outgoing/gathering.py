"""Reading the cases that are exported, some at a time, with all that the tables draw on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from dhp.accounts.models import User
from dhp.cases.answer_book import AnswerBook
from dhp.cases.answers import read_answers
from dhp.cases.models import Case, Involvement, Relationship
from dhp.cases.overlay import chosen, linked
from dhp.cases.people import Places, place_named, places_of
from dhp.cases.queries import visible_to
from dhp.dictionary import Given, Role
from dhp.extensions import db

_AT_ONCE = 250  # cases held in memory


@dataclass(frozen=True)
class Batch:
    """Some cases with their places and their standing answers."""

    cases: Sequence[Case]
    places: Mapping[int, Places]
    book: AnswerBook

    @cached_property
    def answers(self) -> Mapping[int, Mapping[str, Given]]:
        """The standing answers by column name, by case id."""
        return {case.id: self.places[case.id].answers(self.book) for case in self.cases}

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


def batches(ids: Sequence[int]) -> Iterator[Batch]:
    """The cases with these keys, in that order."""
    for first in range(0, len(ids), _AT_ONCE):
        some = list(ids[first : first + _AT_ONCE])
        found = select(Case).where(Case.id.in_(some)).options(joinedload(Case.incident))
        rows = db.session.scalars(found.order_by(Case.received_at, Case.id)).all()
        group = linked(rows)
        places = places_of(group.everyone)
        book = chosen(group.links, read_answers(group.everyone, None, group.incidents), places)
        yield Batch(rows, places, book)


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
