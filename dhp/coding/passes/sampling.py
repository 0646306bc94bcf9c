"""Choosing cases to code: all that have a narrative or some of them, and which of them two people code."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from sqlalchemy import ColumnElement, exists

from dhp.accounts.models import User
from dhp.cases.conflicts.queries import surely_named
from dhp.cases.models import Case
from dhp.cases.queries import cases_to_work_on
from dhp.coding.marks.narratives import Narrative, narratives_by_case
from dhp.coding.passes.actions import assign
from dhp.coding.passes.models import CodingPass
from dhp.coding.passes.queries import cases_to_code
from dhp.coding.settling.merged import plain, words_coded_before
from dhp.definitions import Scope
from dhp.errors import DomainError
from dhp.extensions import db

MOST = 500  # cases at once


def to_give_out(user: User, most: int = MOST, since: datetime | None = None) -> list[Case]:
    """The cases in scope that have a narrative and were never given out, the longest known first.

    A case that stands for others is coded anew where it tells what was not coded with them. At most
    `most` cases are looked at; with `since` only those received after that instant.
    """
    statement = (
        cases_to_work_on(user)
        .where(Case.scope == Scope.IN, ~_given_out())
        .order_by(Case.received_at, Case.id)
        .limit(most)
    )
    if since is not None:
        statement = statement.where(Case.received_at > since)
    cases = list(db.session.scalars(statement))
    told = narratives_by_case(cases) if cases else {}
    before = words_coded_before(told)
    return [case for case in cases if _words(told[case.id]) - before.get(case.id, set())]


def give_out(
    cases: Sequence[Case], people: Sequence[User], double: float, *, by: User, rng: Random
) -> int:
    """Give `cases` to `people` in turn, a share `double` of them (0 to 1) to two; gives how many.

    Which cases two people code is drawn, so that nobody picks them. A case that too few of the
    people may read, or that names them, is left out.
    """
    if len(people) < (2 if double else 1):
        raise DomainError("Choose at least two coders, or one where nothing is coded twice.")
    readable = {one.id: set(db.session.scalars(cases_to_code(one))) for one in people}
    named = surely_named(cases, people)
    twice = set(rng.sample(range(len(cases)), round(double * len(cases))))
    load = dict.fromkeys((one.id for one in people), 0)
    given = 0
    for place, case in enumerate(cases):
        able = [one for one in people if case.id in readable[one.id]]
        able = [one for one in able if (case.id, one.id) not in named]
        able.sort(key=lambda one: (load[one.id], rng.random()))
        wanted = 2 if place in twice else 1
        if len(able) >= wanted:
            assign(case, *able[:wanted], by=by)
            given += 1
            for one in able[:wanted]:
                load[one.id] += 1
    return given


def _words(texts: Sequence[Narrative]) -> set[str]:
    return {plain(one.text) for one in texts}


def _given_out() -> ColumnElement[bool]:
    return exists().where(CodingPass.case_id == Case.id)
