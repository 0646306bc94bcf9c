"""The list of cases, a page at a time: what a row shows and nothing else of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.cases.filtering import CaseFilter
from dhp.cases.models import Case
from dhp.cases.naming import asked_by
from dhp.cases.queries import readable_by, visible_in_unit, visible_to
from dhp.cases.wording import force_or_region
from dhp.definitions import DeathType, Scope
from dhp.extensions import db


class ListedCase(NamedTuple):
    """One case as its row shows it; instants are aware, dates days in London."""

    ref: str
    received_at: datetime
    died_first: date | None
    died_last: date | None
    type: DeathType
    scope: Scope | None
    restricted: bool
    erased_at: datetime | None
    region: str | None
    force_name: str | None

    @property
    def force(self) -> str:
        """The force in words, or what is known where none is established."""
        return force_or_region(self.force_name, self.region)


_COLUMNS = (
    *(Case.ref, Case.received_at, Case.died_first, Case.died_last),
    *(Case.type, Case.scope, Case.restricted, Case.erased_at, Case.region, Force.name),
)
_ROWS: Any = bindparam("rows")

COUNTED = 10_000  # cases; of more a list says no more than that, for counting them takes too long


@dataclass(frozen=True)
class CasePage:
    """One page of the list of cases: some cases, how many there are in all, and the next page.

    `next` is the reference to give as `before`, or None on the last page. `total` is None for more
    than `COUNTED`, and 0 for a page that holds none.
    """

    cases: list[ListedCase]
    next: str | None
    total: int | None

    @property
    def counted(self) -> str:
        """How many there are, in words."""
        if self.total is None:
            return f"More than {COUNTED:,} cases"
        return "1 case" if self.total == 1 else f"{self.total:,} cases"


def latest_cases(
    user: User, *, wanted: CaseFilter | None = None, before: str | None = None, size: int = 50
) -> CasePage:
    """Cases by the time they were received, latest first; `before` is a reference from a page."""
    narrowed = wanted or CaseFilter()
    if before is None and narrowed == CaseFilter() and user.may(Permission.READ_CASES):
        statement = _first_in_unit(everything=user.may(Permission.READ_RESTRICTED_CASES))
    else:
        statement = _listed(narrowed.apply(visible_to(user)), _after(user, before))
    given = {"rows": size + 1, **asked_by(user)}
    rows = db.session.execute(statement, given).all()
    found = [ListedCase._make(row[:-1]) for row in rows[:size]]
    more = found[-1].ref if len(rows) > size else None
    total = rows[0].total if rows else 0
    return CasePage(found, more, total if total <= COUNTED else None)


@cache
def _first_in_unit(*, everything: bool) -> Select[*tuple[Any, ...]]:
    """The first page of all cases for a member of the unit; built once, which takes longer than it runs."""
    return _listed(visible_in_unit(everything=everything), None)


def _listed(chosen: Select[Case], older: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
    """The rows of those of `chosen` that are `older`, each with the number of all that are chosen."""
    some = chosen.with_only_columns(Case.id).limit(COUNTED + 1).subquery()
    total = select(func.count()).select_from(some).scalar_subquery().label("total")
    # Columns, not cases: a page of fifty takes a third of the time, and nothing is decrypted.
    statement = (
        chosen.with_only_columns(*_COLUMNS, total)
        .outerjoin(Force, Force.id == Case.force_id)
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(_ROWS)
    )
    return statement if older is None else statement.where(older)


def _after(user: User, before: str | None) -> ColumnElement[bool] | None:
    """The condition that a case stands after the one with the reference `before` in the list."""
    if before is None:
        return None
    at, number = (
        readable_by(user).where(Case.ref == before).with_only_columns(column).scalar_subquery()
        for column in (Case.received_at, Case.id)
    )
    return or_(Case.received_at < at, (Case.received_at == at) & (Case.id < number))
