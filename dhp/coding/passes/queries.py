"""Reading passes: a coder's own, those that a lead oversees, and when a case is open to others."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, joinedload

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.roles import roles_with
from dhp.calendar import london_date, now, start_of
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK, readable_by
from dhp.cases.queries import visible_to as cases_visible_to
from dhp.cases.rules import check_takes_work
from dhp.coding.codebook.models import CodebookVersion
from dhp.coding.codebook.rules import VersionState
from dhp.coding.passes.models import CodingLimit, CodingPass
from dhp.coding.passes.rules import READINGS, UNFINISHED, PassKind, PassState
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference

# For conditions on other passes of a case; made once, because making one costs time.
_FIRST, _SECOND, _OWN = (aliased(CodingPass) for _ in range(3))


_WORKABLE = select(Case.id).where(TAKES_WORK)
# The condition that a reading is still to be finished: none of an erased case is.
TO_FINISH = and_(CodingPass.state.in_(UNFINISHED), CodingPass.case_id.in_(_WORKABLE))


def readable_cases(user: User, *, merged: bool = False) -> Select[int]:
    """The ids of the cases that `user` may code: those that the person may read at all.

    With `merged` also those for which another case stands: what was coded of them stays theirs.
    """
    cases = readable_by(user) if merged else cases_visible_to(user)
    statement = cases.with_only_columns(Case.id)
    return statement if user.may(Permission.CODE_THEMES) else statement.where(false())


def cases_to_code(user: User) -> Select[int]:
    """Those of `readable_cases` that may be given to `user`: the texts of erased ones are gone."""
    return readable_cases(user).where(TAKES_WORK)


def own_passes(user: User) -> Select[CodingPass]:
    """The readings given to `user`, on cases that the person may read now. Never an adjudication."""
    return select(CodingPass).where(
        CodingPass.coder_id == user.id,
        CodingPass.kind != PassKind.ADJUDICATION,
        CodingPass.case_id.in_(readable_cases(user)),
    )


def pass_with(ref: str, user: User) -> CodingPass:
    """The own reading with this reference; raises `Absent`, also for somebody else's."""
    return the_one(own_passes(user).where(CodingPass.ref == plain_reference(ref)), ref)


def pass_to_change(ref: str, user: User) -> CodingPass:
    """As `pass_with`, and nobody else changes the reading before this request is over.

    Raises `Refused` where its case is erased.
    """
    found = pass_with(ref, user)
    check_takes_work(found.case)
    statement = select(CodingPass).where(CodingPass.id == found.id).with_for_update(of=CodingPass)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def to_do(user: User, most: int | None = None) -> Sequence[CodingPass]:
    """The readings that `user` has not finished: those begun first, then the longest given."""
    begun_first = CodingPass.state == PassState.ASSIGNED
    statement = (
        own_passes(user)
        .where(TO_FINISH)
        .order_by(begun_first, CodingPass.assigned_at, CodingPass.id)
        .limit(most)
    )
    return db.session.scalars(statement).all()


def count_to_do(user: User) -> int:
    """How many readings `user` has not finished."""
    statement = own_passes(user).where(TO_FINISH)
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def finished(user: User, most: int) -> Sequence[CodingPass]:
    """The readings that `user` finished last, latest first."""
    statement = (
        own_passes(user)
        .where(CodingPass.state == PassState.LOCKED)
        .order_by(CodingPass.ended_at.desc(), CodingPass.id.desc())
        .limit(most)
    )
    return db.session.scalars(statement).all()


def opened_today(user: User) -> int:
    """How many cases `user` has opened to code since the day began in London."""
    begins = start_of(london_date(now()))
    statement = select(func.count()).where(
        CodingPass.coder_id == user.id,
        CodingPass.kind != PassKind.ADJUDICATION,
        CodingPass.opened_at >= begins,
    )
    return db.session.scalar(statement) or 0


def limit_of(user: User) -> int | None:
    """How many cases a day `user` wants to open at most; None without a limit."""
    statement = select(CodingLimit.most).where(CodingLimit.user_id == user.id)
    return db.session.scalar(statement)


def is_open_to_others(case_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The condition that all who code the case for the unit have finished: one person or two."""
    of_case, other, locked = _FIRST.case_id == case_id, _SECOND.case_id == case_id, PassState.LOCKED
    second = other & (_SECOND.kind == PassKind.SECOND)
    return and_(
        exists().where(of_case, _FIRST.kind == PassKind.FIRST, _FIRST.state == locked),
        or_(~exists().where(second), exists().where(second, _SECOND.state == locked)),
    )


def reads_still(user: User, case_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The condition that `user` has a reading of the case to finish, and must not be influenced."""
    return exists().where(
        _OWN.case_id == case_id,
        _OWN.coder_id == user.id,
        _OWN.kind != PassKind.ADJUDICATION,
        _OWN.state.in_(UNFINISHED),
        _OWN.case_id.in_(_WORKABLE),
    )


def may_compare(reading: CodingPass, user: User) -> bool:
    """Whether the own reading may be seen beside the other now. Never offered after calibration."""
    if reading.kind not in READINGS or reading.state is not PassState.LOCKED:
        return False
    statement = own_passes(user).where(
        CodingPass.id == reading.id, is_open_to_others(CodingPass.case_id)
    )
    return db.session.scalar(statement) is not None


def overseen(user: User) -> Select[CodingPass]:
    """The passes that a lead sees to, on cases that the person may read; none for others."""
    statement = select(CodingPass).where(CodingPass.case_id.in_(readable_cases(user)))
    return statement if user.may(Permission.ADJUDICATE) else statement.where(false())


def unfinished_readings(user: User, most: int) -> Sequence[CodingPass]:
    """The first and second readings of cases that are not open to others yet, by case."""
    statement = (
        overseen(user)
        .where(CodingPass.kind.in_(READINGS), ~is_open_to_others(CodingPass.case_id))
        .where(CodingPass.case_id.in_(_WORKABLE))
        .options(joinedload(CodingPass.coder))
        .order_by(CodingPass.case_id.desc(), CodingPass.kind, CodingPass.id)
        .limit(most)
    )
    return db.session.scalars(statement).all()


def pass_counts(user: User) -> dict[tuple[PassKind, PassState], int]:
    """How many readings that `user` oversees are of each kind and state.

    Without those of erased cases that were not finished, and never will be.
    """
    statement = (
        overseen(user)
        .where(or_(CodingPass.state.not_in(UNFINISHED), CodingPass.case_id.in_(_WORKABLE)))
        .with_only_columns(CodingPass.kind, CodingPass.state, func.count())
        .group_by(CodingPass.kind, CodingPass.state)
        .order_by(CodingPass.kind, CodingPass.state)
    )
    return {(kind, state): count for kind, state, count in db.session.execute(statement)}


def coders() -> list[User]:
    """Everybody who may code now, by name."""
    roles = roles_with(Permission.CODE_THEMES)
    statement = (
        select(User).where(User.role.in_(roles), User.is_active).order_by(User.name, User.id)
    )
    return list(db.session.scalars(statement))


def any_locked() -> bool:
    """Whether anybody has finished a second reading: before that nothing can differ."""
    locked = exists().where(
        CodingPass.kind == PassKind.SECOND, CodingPass.state == PassState.LOCKED
    )
    return bool(db.session.scalar(select(locked)))


def latest_version_id() -> int:
    """The id of the codebook version in force; raises `Absent` before the first is published."""
    statement = (
        select(CodebookVersion.id)
        .where(CodebookVersion.state == VersionState.PUBLISHED)
        .order_by(CodebookVersion.number.desc())
        .limit(1)
    )
    return the_one(statement)


def last_assigned() -> datetime | None:
    """When a reading was last given to somebody."""
    return db.session.scalar(select(func.max(CodingPass.assigned_at)))
