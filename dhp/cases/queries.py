"""Reading the record for people: every list starts from `visible_to`."""

from dataclasses import dataclass

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case, CaseReader, Classification
from dhp.errors import Absent
from dhp.extensions import db


def visible_to(user: User) -> Select[tuple[Case]]:
    """The cases that `user` may read: none without the permission, restricted ones when named."""
    statement = select(Case)
    if not user.may(Permission.READ_CASES):
        return statement.where(False)
    if user.may(Permission.READ_RESTRICTED_CASES):
        return statement
    named = exists().where(CaseReader.case_id == Case.id, CaseReader.user_id == user.id)
    return statement.where(or_(Case.restricted.is_(False), named))


def case_with(ref: str, user: User) -> Case:
    """The case with reference `ref`, with its incident's cases; raises `Absent`."""
    statement = visible_to(user).where(Case.ref == ref).options(joinedload(Case.incident))
    case = db.session.scalar(statement)
    if case is None:
        raise Absent
    return case


@dataclass(frozen=True)
class CasePage:
    """One page of the list of cases: up to `size` cases and the cursor of the next page."""

    cases: list[Case]
    next: int | None


def latest_cases(user: User, *, before: int | None = None, size: int = 50) -> CasePage:
    """Cases by the time they were received, latest first; `before` is a cursor from a page."""
    statement = visible_to(user).order_by(Case.received_at.desc(), Case.id.desc()).limit(size + 1)
    if before is not None:
        anchor = select(Case.received_at).where(Case.id == before).scalar_subquery()
        statement = statement.where(
            or_(Case.received_at < anchor, (Case.received_at == anchor) & (Case.id < before))
        )
    found = list(db.session.scalars(statement))
    more = found[size - 1].id if len(found) > size else None
    return CasePage(found[:size], more)


def classifications_of(case: Case) -> list[Classification]:
    """Every judgement of a case, latest first."""
    statement = (
        select(Classification)
        .where(Classification.case_id == case.id)
        .order_by(Classification.decided_at.desc(), Classification.id.desc())
    )
    return list(db.session.scalars(statement))
