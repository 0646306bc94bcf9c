"""Questions of the unit that wait with forces, and how long they have waited."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import or_, select

from dhp.calendar import london_date
from dhp.cases.models import Case
from dhp.extensions import db
from dhp.questions.models import Question
from dhp.statistics.quality.reach import Reach, may_know_of


@dataclass(frozen=True)
class Waiting:
    """One question that waits with a force, and its age in whole days in London."""

    force_id: int
    days: int


def questions_waiting(reach: Reach) -> list[Waiting]:
    """The questions that forces had not answered at the instant, the oldest first. One statement.

    Whenever the death was received: what waits, waits, until its case is erased.
    """
    unanswered = or_(Question.replied_at.is_(None), Question.replied_at > reach.as_at)
    unended = or_(Question.closed_at.is_(None), Question.closed_at > reach.as_at)
    unerased = or_(Case.erased_at.is_(None), Case.erased_at > reach.as_at)
    rows = db.session.execute(
        select(Question.force_id, Question.asked_at)
        .join(Case, Case.id == Question.case_id)
        .where(Question.asked_at <= reach.as_at, unanswered, unended, unerased)
        .where(reach.covers(Question.force_id), may_know_of(reach.user))
        .order_by(Question.asked_at, Question.id)
    )
    today = london_date(reach.as_at)
    return [Waiting(force_id, (today - london_date(at)).days) for force_id, at in rows]


def by_force(waiting: list[Waiting]) -> Counter[int | None]:
    """How many questions wait with each force, by its id."""
    return Counter(one.force_id for one in waiting)
