"""The list of cases, a page at a time: what a row shows and nothing else of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select

from dhp.accounts.models import Force, User
from dhp.cases.filtering import CaseFilter
from dhp.cases.models import Case
from dhp.cases.queries import readable_by, visible_to
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
    region: str | None
    force_name: str | None

    @property
    def force(self) -> str:
        """The force in words, or what is known where none is established."""
        return force_or_region(self.force_name, self.region)


_COLUMNS = (
    *(Case.ref, Case.received_at, Case.died_first, Case.died_last),
    *(Case.type, Case.scope, Case.restricted, Case.region, Force.name),
)


COUNTED = 10_000  # cases; of more a list says no more than that, for counting them takes too long


@dataclass(frozen=True)
class CasePage:
    """One page of the list of cases: some cases, how many there are in all, and the next page.

    `next` is the reference to give as `before`, or None on the last page. `total` is None for more
    than `COUNTED`.
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
    chosen = (wanted or CaseFilter()).apply(visible_to(user))
    total = _total(chosen)
    # Columns, not cases: a page of fifty takes a third of the time, and nothing is decrypted.
    statement = (
        chosen.with_only_columns(*_COLUMNS)
        .outerjoin(Force, Force.id == Case.force_id)
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(size + 1)
    )
    if before is not None:
        at, number = (
            readable_by(user).where(Case.ref == before).with_only_columns(column).scalar_subquery()
            for column in (Case.received_at, Case.id)
        )
        statement = statement.where(
            or_(Case.received_at < at, (Case.received_at == at) & (Case.id < number))
        )
    found = [ListedCase._make(row) for row in db.session.execute(statement)]
    more = found[size - 1].ref if len(found) > size else None
    return CasePage(found[:size], more, total)


def _total(chosen: Select[Case]) -> int | None:
    some = chosen.with_only_columns(Case.id).limit(COUNTED + 1).subquery()
    total = db.session.scalar(select(func.count()).select_from(some)) or 0
    return total if total <= COUNTED else None
