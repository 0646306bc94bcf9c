"""Reading findings: their words for all who learn from them, their cases for who may read those."""

from collections.abc import Sequence

from sqlalchemy import Select, false, func, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.queries import visible_to as cases_visible_to
from dhp.existing import the_one
from dhp.extensions import db
from dhp.learning.finding_models import (
    Finding,
    FindingCase,
    FindingCode,
    FindingUse,
    FindingWording,
)
from dhp.learning.models import Recommendation
from dhp.references import plain_reference

MOST = 200  # findings on one page


def visible_to(user: User) -> Select[Finding]:
    """The findings that `user` may read: withdrawn ones only for whoever writes them."""
    statement = select(Finding)
    if user.may(Permission.WRITE_LEARNING):
        return statement
    if user.may(Permission.READ_LEARNING):
        return statement.where(Finding.withdrawn_at.is_(None))
    return statement.where(false())


def finding_with(ref: str, user: User) -> Finding:
    """The finding with reference `ref`; raises `Absent`, also when it is not for the user."""
    return the_one(visible_to(user).where(Finding.ref == plain_reference(ref)), ref)


def findings(user: User, *, code: str = "", standing: bool = False) -> Sequence[Finding]:
    """The findings that `user` may read, latest first: of one code, or only those that stand."""
    statement = visible_to(user)
    if code:
        about = select(FindingCode.finding_id).where(FindingCode.code_ref == code)
        statement = statement.where(Finding.id.in_(about))
    if standing:
        statement = statement.where(Finding.withdrawn_at.is_(None))
    ordered = statement.order_by(Finding.recorded_at.desc(), Finding.id.desc())
    return db.session.scalars(ordered.limit(MOST)).all()


def findings_behind(recommendation: Recommendation, user: User) -> Sequence[Finding]:
    """The findings that a recommendation rests on, as far as `user` may read them."""
    used = select(FindingUse.finding_id).where(FindingUse.recommendation_id == recommendation.id)
    statement = visible_to(user).where(Finding.id.in_(used))
    return db.session.scalars(statement.order_by(Finding.recorded_at, Finding.id)).all()


def earlier_wordings(finding: Finding) -> Sequence[FindingWording]:
    """What a finding said before each of its revisions, the latest first."""
    statement = select(FindingWording).where(FindingWording.finding_id == finding.id)
    return db.session.scalars(statement.order_by(FindingWording.number.desc())).all()


def wording_number(finding: Finding) -> int:
    """The number, from 1, of the wording of a finding that stands."""
    earlier = select(func.count()).where(FindingWording.finding_id == finding.id)
    return db.session.scalars(earlier).one() + 1


def cases_behind(finding: Finding, user: User) -> Sequence[Case]:
    """The cases that support a finding, as far as `user` may read them: no other is hinted at.

    One that was merged into another is counted as that one.
    """
    statement = (
        cases_visible_to(user)
        .where(Case.id.in_(_tied().where(FindingCase.finding_id == finding.id)))
        .order_by(Case.received_at.desc(), Case.id.desc())
    )
    return db.session.scalars(statement).all()


def case_counts(found: Sequence[Finding], user: User) -> dict[int, int]:
    """How many cases that `user` may read support each of `found`, by finding id. One statement."""
    survivor = func.coalesce(Case.survivor_id, Case.id)
    readable = cases_visible_to(user).with_only_columns(Case.id)
    statement = (
        select(FindingCase.finding_id, func.count(survivor.distinct()))
        .join(Case, Case.id == FindingCase.case_id)
        .where(FindingCase.untied_at.is_(None), survivor.in_(readable.correlate(None)))
        .where(FindingCase.finding_id.in_([finding.id for finding in found]))
        .group_by(FindingCase.finding_id)
        .order_by(FindingCase.finding_id)
    )
    return dict(db.session.execute(statement).all())


def _tied() -> Select[int]:
    """The ids of the cases that stand behind findings now."""
    case = Case.__table__.alias("tied")
    survivor = func.coalesce(case.c.survivor_id, case.c.id)
    return (
        select(survivor)
        .select_from(FindingCase)
        .join(case, case.c.id == FindingCase.case_id)
        .where(FindingCase.untied_at.is_(None))
    )
