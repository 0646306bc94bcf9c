"""Reading questions for people: every list starts from `visible_to`."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, false, func, or_, select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK, visible_to_force
from dhp.cases.queries import visible_to as cases_visible_to
from dhp.existing import the_one
from dhp.extensions import db
from dhp.questions.models import Question
from dhp.questions.rules import Status
from dhp.references import plain_reference

UNSETTLED = (Status.OPEN, Status.ANSWERED)
MOST = 100  # questions on one page


def visible_to(user: User) -> Select[Question]:
    """The questions that `user` may read.

    A force's: those put to it, on cases in which it has a part now, restricted ones only for people
    named. The unit's: those on cases that the person may read. For all others none.
    """
    statement = select(Question).join(Case, Case.id == Question.case_id)
    if user.may(Permission.ANSWER_QUESTIONS) and user.force_id is not None:
        own = force_cases(user)
        return statement.where(Question.force_id == user.force_id, Case.id.in_(own))
    if user.may(Permission.ASK_QUESTIONS):
        return statement.where(Case.id.in_(cases_visible_to(user).with_only_columns(Case.id)))
    return statement.where(false())


def force_cases(user: User) -> Select[int]:
    """The ids of the cases in which the user's force has a part and that `user` may know of."""
    return visible_to_force(user).with_only_columns(Case.id)


def question_with(ref: str, user: User) -> Question:
    """The question with reference `ref`; raises `Absent`, also when it is not for the user."""
    return the_one(visible_to(user).where(Question.ref == plain_reference(ref)), ref)


def before(question: Question, user: User) -> Question | None:
    """The question that this one follows, if there is one and `user` may read it."""
    if question.follows_id is None:
        return None
    return db.session.scalar(visible_to(user).where(Question.id == question.follows_id))


def waiting(
    user: User, status: Status, *, force: str = "", most: int = MOST
) -> tuple[Sequence[Question], int]:
    """The oldest questions of `status`, of the force with code `force` or of all; and how many.

    Those about erased cases are left out: nobody answers them any more.
    """
    wanted = visible_to(user).where(Question.status == status, TAKES_WORK)
    if force:
        wanted = wanted.where(Question.force.has(code=force))
    since = Question.replied_at if status is Status.ANSWERED else Question.asked_at
    found = db.session.scalars(wanted.order_by(since, Question.id).limit(most)).all()
    if len(found) < most:
        return found, len(found)
    return found, db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def unsettled_counts(user: User) -> dict[Status, tuple[int, datetime]]:
    """How many questions are open and answered, and when the oldest of each was asked.

    Nothing that was asked about an erased case waits.
    """
    statement = (
        visible_to(user)
        .where(Question.status.in_(UNSETTLED), TAKES_WORK)
        .with_only_columns(Question.status, func.count(), func.min(Question.asked_at))
        .group_by(Question.status)
        .order_by(Question.status)
    )
    rows = db.session.execute(statement)
    return {status: (count, oldest) for status, count, oldest in rows}


def open_by_case(cases: Sequence[Case], user: User) -> dict[int, int]:
    """How many open questions `user` may read on each of `cases`, by case id. One statement."""
    statement = (
        visible_to(user)
        .where(Question.status == Status.OPEN, TAKES_WORK)
        .where(Question.case_id.in_([case.id for case in cases]))
        .with_only_columns(Question.case_id, func.count())
        .group_by(Question.case_id)
        .order_by(Question.case_id)
    )
    return dict(db.session.execute(statement).all())


def settled(user: User, most: int) -> Sequence[Question]:
    """The questions that were closed last, latest first. Withdrawn ones are not among them."""
    statement = (
        visible_to(user)
        .where(Question.status == Status.CLOSED)
        .order_by(Question.closed_at.desc(), Question.id.desc())
        .limit(most)
    )
    return db.session.scalars(statement).all()


def questions_on(case: Case, user: User) -> Sequence[Question]:
    """Every question on `case` that `user` may read, the latest asked first."""
    statement = (
        visible_to(user)
        .where(Question.case_id == case.id)
        .order_by(Question.asked_at.desc(), Question.id.desc())
    )
    return db.session.scalars(statement).all()


class Times(NamedTuple):
    """When one question was asked and answered, without its words: thousands of them cost little."""

    force_code: str
    force_name: str
    status: Status
    asked_at: datetime
    replied_at: datetime | None


def times_by_force(user: User) -> list[Times]:
    """The times of every question that was not withdrawn, by force and age, the oldest first.

    Those that an erased case left unsettled are not among them: they wait for nobody.
    """
    statement = (
        visible_to(user)
        .join(Question.force)
        .where(Question.status != Status.WITHDRAWN)
        .where(or_(Question.status == Status.CLOSED, TAKES_WORK))
        .with_only_columns(
            Force.code, Force.name, Question.status, Question.asked_at, Question.replied_at
        )
        .order_by(Force.name, Question.asked_at, Question.id)
    )
    return [Times(*row) for row in db.session.execute(statement)]
