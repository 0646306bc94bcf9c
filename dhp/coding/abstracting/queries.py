"""Reading samples: one's own work, and for leads what was drawn and how it came out."""

from collections.abc import Sequence

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import selectinload

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Answer, Case, Classification
from dhp.cases.queries import cases_to_work_on
from dhp.coding.abstracting.models import Abstraction, AbstractionSample
from dhp.coding.marks.narratives import narratives_by_case
from dhp.coding.passes.queries import cases_to_code, readable_cases
from dhp.definitions import Scope
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference


def own(user: User) -> Select[Abstraction]:
    """What was given to `user`, of cases that the person may read now."""
    return select(Abstraction).where(
        Abstraction.coder_id == user.id, Abstraction.case_id.in_(readable_cases(user))
    )


def to_answer(user: User) -> Sequence[Abstraction]:
    """What `user` has still to answer again, the longest given first."""
    may_be_told = Abstraction.case_id.in_(cases_to_code(user))
    waiting = own(user).where(Abstraction.finished_at.is_(None), may_be_told)
    return db.session.scalars(waiting.order_by(Abstraction.id)).all()


def abstraction_with(ref: str, user: User) -> Abstraction:
    """The own one with this reference; raises `Absent`, also for somebody else's."""
    return the_one(own(user).where(Abstraction.ref == plain_reference(ref)), ref)


def samples(user: User) -> Sequence[AbstractionSample]:
    """Every sample, the latest first, for whoever settles; nobody else sees any."""
    return db.session.scalars(_samples(user).order_by(AbstractionSample.id.desc())).all()


def sample_with(ref: str, user: User) -> AbstractionSample:
    """The sample with this reference; raises `Absent`."""
    return the_one(_samples(user).where(AbstractionSample.ref == plain_reference(ref)), ref)


def eligible(user: User) -> list[Case]:
    """The cases to draw from: in scope or not yet judged, notified, with a text, with nobody now.

    Never an erased one, whose texts read as erased and tell nothing.
    """
    busy = select(Abstraction.case_id).where(Abstraction.finished_at.is_(None))
    statement = (
        cases_to_work_on(user)
        .where(or_(Case.scope.is_(None), Case.scope != Scope.OUT))
        .where(Case.back_record.is_(False), Case.id.not_in(busy))
        .order_by(Case.id)
    )
    cases = list(db.session.scalars(statement))
    told = narratives_by_case(cases) if cases else {}
    return [case for case in cases if told[case.id]]


def writers_of(cases: Sequence[Case]) -> dict[int, set[str]]:
    """Who recorded answers of each case or judged it, as users' references, by case id."""
    ids = [case.id for case in cases]
    wrote: dict[int, set[str]] = {number: set() for number in ids}
    for case_id, writer in (
        (Answer.case_id, Answer.recorded_by),
        (Classification.case_id, Classification.decided_by),
    ):
        statement = select(case_id, writer).where(case_id.in_(ids)).distinct()
        for number, ref in db.session.execute(statement):
            wrote[number].add(ref)
    return wrote


def _samples(user: User) -> Select[AbstractionSample]:
    given = selectinload(AbstractionSample.abstractions).joinedload(Abstraction.coder)
    statement = select(AbstractionSample).options(given)
    return statement if user.may(Permission.ADJUDICATE) else statement.where(false())
