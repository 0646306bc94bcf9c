"""Reading conflicts of interest, and which accounts the words of a case may name."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.row_security.reach import whole_record
from dhp.cases.answers.table import carried_by
from dhp.cases.conflicts.matching import Account, Match, Strength, matches
from dhp.cases.conflicts.models import Conflict
from dhp.cases.models import Case
from dhp.cases.naming import conflicted
from dhp.cases.queries import readable_by
from dhp.extensions import db

_ACCOUNTS = select(User.ref, User.name, User.collar_number).order_by(User.id)


def visible_to(user: User) -> Select[Conflict]:
    """The conflicts that `user` may read: a lead those with cases that the lead may read.

    Nobody else is told of a colleague's.
    """
    statement = select(Conflict)
    if user.may(Permission.READ_RESTRICTED_CASES):
        return statement.where(Conflict.case_id.in_(readable_by(user).with_only_columns(Case.id)))
    return statement.where(false())


@whole_record()  # which cases are closed to somebody, the second wall does not say either
def closed_refs(user: User) -> set[str]:
    """The references of the cases that `user` declared a conflict with, and of their events' others.

    For filters of what only names a case: it gives nothing of one.
    """
    closed = select(Case.ref).where(conflicted(Case, user)).order_by(Case.id)
    return set(db.session.scalars(closed))


def standing_on(case: Case, user: User) -> Sequence[Conflict]:
    """The conflicts that stand with `case` or another death of its event, the latest first."""
    statement = (
        visible_to(user)
        .join(Conflict.case)
        .where(Case.incident_id == case.incident_id, Conflict.ended_at.is_(None))
        .order_by(Conflict.declared_at.desc(), Conflict.id.desc())
    )
    return db.session.scalars(statement).all()


def accounts_named(texts: Iterable[str], user: User) -> list[Match]:
    """The accounts that `texts` may name. For leads: whoever may not know of a link finds none."""
    if not user.may(Permission.READ_RESTRICTED_CASES):
        return []
    return matches(texts, _accounts())


def accounts_in(case: Case, user: User) -> list[Match]:
    """The accounts that the words of `case` may name, for leads."""
    if not user.may(Permission.READ_RESTRICTED_CASES):
        return []
    return accounts_named(_texts([case]).get(case.id, ()), user)


def surely_named(cases: Sequence[Case], people: Sequence[User]) -> set[tuple[int, int]]:
    """The ids of each of `cases` with whom of `people` its words name, by name or number.

    One statement. For actions: it says nothing to anybody.
    """
    accounts = [Account(one.ref, one.name, one.collar_number) for one in people]
    ids = {one.ref: one.id for one in people}
    return {
        (case_id, ids[one.account.ref])
        for case_id, texts in _texts(cases).items()
        for one in matches(texts, accounts)
        if one.strength >= Strength.NAME
    }


def _texts(cases: Sequence[Case]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in carried_by(cases) if cases else ():
        if one.protected:
            found.setdefault(one.case_id, []).append(one.protected)
    return found


def _accounts() -> list[Account]:
    return [Account(*row) for row in db.session.execute(_ACCOUNTS)]
