"""Which of our cases may be a death on a list of others, by how alike the two are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from dhp.accounts.models import User
from dhp.calendar import PartialDate
from dhp.cases.links.likeness import LEAST, Likeness, likeness
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.cases.queries import visible_to
from dhp.evidence.list_queries import Theirs, Workspace
from dhp.extensions import db

_DIED = "death.date_of_death"
_NEAR = timedelta(days=31)
_MOST = 5  # for one entry


@dataclass(frozen=True)
class Candidate:
    """A case that may be the death, and why."""

    case: Case
    likeness: Likeness


def candidates_of(
    entries: Sequence[Theirs], space: Workspace, user: User
) -> dict[int, list[Candidate]]:
    """The cases most like each of `entries`, best first, by the entry's id. Four statements.

    Of the cases that `user` may read, whatever their type; those that are matched are left out.
    """
    taken = {one.case.id for one in space.matched if one.case}
    near = [case for case in _near(entries, user) if case.id not in taken]
    answers, _places = read_standing(near) if near else ({}, {})
    found = {}
    for one in entries:
        pairs = (
            Candidate(
                case,
                likeness(
                    one.answers,
                    answers[case.id],
                    same_force=one.entry.force_id is not None
                    and one.entry.force_id == case.force_id,
                ),
            )
            for case in near
            if _about_the_time(one, case)
        )
        alike = [pair for pair in pairs if pair.likeness.score >= LEAST]
        best = sorted(alike, key=lambda pair: (-pair.likeness.score, pair.case.id))
        found[one.entry.id] = best[:_MOST]
    return found


def _near(entries: Iterable[Theirs], user: User) -> Sequence[Case]:
    days = [date for date in map(_died, entries) if date]
    if not days:
        return []
    first, last = min(day.first for day in days), max(day.last for day in days)
    statement = visible_to(user).where(
        Case.died_first <= last + _NEAR, Case.died_last >= first - _NEAR
    )
    return db.session.scalars(statement.order_by(Case.id)).all()


def _about_the_time(one: Theirs, case: Case) -> bool:
    day = _died(one)
    if day is None or case.died_first is None or case.died_last is None:
        return False
    return case.died_first <= day.last + _NEAR and case.died_last >= day.first - _NEAR


def _died(one: Theirs) -> PartialDate | None:
    given = one.answers.get(_DIED)
    return PartialDate.parse(given.value) if given and given.value else None
