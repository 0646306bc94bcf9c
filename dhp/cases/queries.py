"""Reading the record for people: every list starts from `visible_to`."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    false,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased, joinedload

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, now
from dhp.cases.forces.agreed import under_agreement
from dhp.cases.forces.models import ForceRole
from dhp.cases.models import Case, Classification, Incident
from dhp.cases.naming import AnyReader, asked_by, conflicted, let_to, named_for
from dhp.cases.rules import MergedAway, check_takes_work
from dhp.errors import Absent
from dhp.existing import the_one
from dhp.extensions import db, hold_rows
from dhp.references import is_reference

# The condition that something may still be asked about a case, added or changed: not once it is
# erased. Lists of work narrow by it; of one case `check_takes_work` tells.
TAKES_WORK = Case.erased_at.is_(None)

# Built once: every page of a case asks both, and building takes longer than running.
_CLASSIFICATIONS = (
    select(Classification)
    .where(Classification.case_id == bindparam("case"))
    .order_by(Classification.decided_at.desc(), Classification.id.desc())
)
_REFS: Any = bindparam("refs", expanding=True)
_NAMES = select(User.ref, User.name).where(User.ref.in_(_REFS)).order_by(User.ref)


def visible_to(user: User) -> Select[Case]:
    """The cases that `user` may read: none without the permission, restricted ones when named.

    Or while the person's opening in an emergency lasts; never those with which the person declared a
    conflict of interest, a lead no more than a coder. An analyst reads those that forces of the
    region agreed to, as of today. A case that was merged into another is not among them: the other
    one stands for both.
    """
    return readable_by(user).where(Case.survivor_id.is_(None))


def cases_to_work_on(user: User) -> Select[Case]:
    """Those of `visible_to` on which anything can be done."""
    return visible_to(user).where(TAKES_WORK)


def visible_in_unit(*, everything: bool) -> Select[Case]:
    """The same for a member of the unit in a statement that is built once: see `AnyReader`."""
    readable = read_in_unit(Case, AnyReader(), everything=everything)
    return select(Case).where(readable, Case.survivor_id.is_(None))


def readable_by(user: User) -> Select[Case]:
    """The cases that `user` may read, with those that were merged into others."""
    return select(Case).where(_readable(Case, user))


def _readable(case: type[Case], user: User) -> ColumnElement[bool]:
    if not user.may(Permission.READ_CASES):
        return under_agreement(case, user, on=london_date(now()))
    return read_in_unit(case, user, everything=user.may(Permission.READ_RESTRICTED_CASES))


def read_in_unit(
    case: type[Case], reader: User | AnyReader, *, everything: bool
) -> ColumnElement[bool]:
    """The condition on `case` for a member of the unit."""
    open_to_them = true() if everything else case.restricted.is_(False) | let_to(case.id, reader)
    return and_(open_to_them, not_(conflicted(case, reader)))


def visible_to_force(user: User) -> Select[Case]:
    """The cases in which the force of `user` has a part: restricted ones only when `user` is named.

    None without the permission to follow up, none for a user without a force, and none that was
    merged into another case.
    """
    statement = select(Case)
    if user.force_id is None or not user.may(Permission.FOLLOW_UP):
        return statement.where(false())
    named = named_for(Case.id, user)
    return statement.where(
        has_part(user.force_id), Case.survivor_id.is_(None), or_(Case.restricted.is_(False), named)
    )


def has_part(force_id: int) -> ColumnElement[bool]:
    """The condition that the force with this id has a part in `Case` now, whichever it is."""
    standing = exists().where(
        ForceRole.case_id == Case.id, ForceRole.force_id == force_id, ForceRole.until.is_(None)
    )
    return or_(Case.force_id == force_id, standing)


def case_of_force(ref: str, user: User) -> Case:
    """The case with reference `ref`, as stored, of the force of `user`; raises `Absent`."""
    return the_one(visible_to_force(user).where(Case.ref == ref), ref)


def ids_of_force(ids: Sequence[int], user: User) -> set[int]:
    """Those of the cases with `ids` that `visible_to_force` gives `user`."""
    statement = visible_to_force(user).where(Case.id.in_(ids)).with_only_columns(Case.id)
    return set(db.session.scalars(statement.order_by(Case.id)))


def case_with(ref: str, user: User) -> Case:
    """The case with reference `ref`, with its incident and the other deaths of it.

    Raises `Absent`, or `MergedAway` where another case, which `user` may read, stands for it.
    """
    if not is_reference(ref):
        raise Absent
    if user.may(Permission.READ_CASES):
        statement = _case_in_unit(everything=user.may(Permission.READ_RESTRICTED_CASES))
    else:
        statement = _whole_case(lambda case: _readable(case, user))
    case = db.session.scalars(statement, {"ref": ref, **asked_by(user)}).unique().one_or_none()
    if case is None:
        raise Absent
    if case.survivor_id is not None:
        raise MergedAway(case.ref, db.session.get_one(Case, case.survivor_id).ref)
    return case


@cache
def _case_in_unit(*, everything: bool) -> Select[Case]:
    """The case `ref` for a member of the unit; built once, which takes longer than it runs."""
    return _whole_case(lambda case: read_in_unit(case, AnyReader(), everything=everything))


def _whole_case(readable: Callable[[type[Case]], ColumnElement[bool]]) -> Select[Case]:
    # One statement decides: a second one for a hidden survivor would tell by its time that it is.
    survivor = aliased(Case)
    stands = exists().where(survivor.id == Case.survivor_id, readable(survivor))
    wanted: Any = bindparam("ref")
    return (
        select(Case)
        .where(readable(Case), Case.ref == wanted, or_(Case.survivor_id.is_(None), stands))
        .options(joinedload(Case.incident).joinedload(Incident.cases))
    )


def case_to_work_on(ref: str, user: User) -> Case:
    """As `case_with`, for a page that asks about the case. Raises `Refused` where it is erased."""
    case = case_with(ref, user)
    check_takes_work(case)
    return case


def case_to_change(ref: str, user: User) -> Case:
    """As `case_to_work_on`, and nobody else changes a death of the incident before this request is over.

    The lock is on the incident, because its deaths share people and answers.
    """
    if not is_reference(ref):
        raise Absent
    found = visible_to(user).where(Case.ref == ref).with_only_columns(Case.incident_id)
    hold_rows(select(Incident.id).where(Incident.id.in_(found)).with_for_update())
    return case_to_work_on(ref, user)


def others_of_incident(case: Case, user: User) -> list[Case]:
    """The other deaths of the same incident that `user` may read, in the order they were opened.

    Asks the database only where one of them is restricted.
    """
    others = [other for other in case.incident.cases if other.id != case.id]
    if user.may(Permission.READ_CASES) and not any(other.restricted for other in others):
        standing = [other for other in others if other.survivor_id is None]
        return sorted(standing, key=lambda other: (other.opened_at, other.id))
    statement = (
        visible_to(user)
        .where(Case.incident_id == case.incident_id, Case.id != case.id)
        .order_by(Case.opened_at, Case.id)
    )
    return list(db.session.scalars(statement))


def forces_by_name() -> list[Force]:
    """Every force, for the filter."""
    return list(db.session.scalars(select(Force).order_by(Force.name)))


def classifications_of(case: Case) -> list[Classification]:
    """Every judgement of a case, latest first."""
    return list(db.session.scalars(_CLASSIFICATIONS, {"case": case.id}))


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """The names of the users with references `refs`. Whoever is no user is not in it."""
    return dict(db.session.execute(_NAMES, {"refs": sorted(set(refs))}).all())
