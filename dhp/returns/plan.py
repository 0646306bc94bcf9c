"""The terms under which forces return, read as at an instant, and changed by a lead."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, month_days, now
from dhp.calendar.clock import days_after
from dhp.errors import Absent
from dhp.extensions import db, writing
from dhp.returns.models import Return, ReturnTerms
from dhp.returns.periods import USUAL, ReturnPeriod, Rhythm, Terms, opened, periods
from dhp.returns.rules import check_terms

_FIRST = select(func.min(User.created_at).label("began")).subquery()
# Built once, for many pages ask. A row for each decision, and one where there is none.
_DECIDED = (
    select(ReturnTerms, _FIRST.c.began)
    .select_from(_FIRST)
    .outerjoin(ReturnTerms, true())
    .order_by(ReturnTerms.id)
)
_READ = "terms of returns"  # in the session: its transaction, and what was read in it


def plan(as_at: datetime) -> tuple[Terms, ...]:
    """The terms decided by `as_at`, in the order of deciding.

    Until anything is decided: calendar months, from the first whole month after the service had
    its first account; nothing at all while it has none. One statement, once for a page.
    """
    rows = _rows()
    decided = tuple(
        Terms(row.rhythm, row.since, row.due, row.grace, row.close)
        for row, _began in rows
        if row is not None and row.decided_at <= as_at
    )
    began = rows[0][1]
    if decided or began is None:
        return decided
    first = days_after(month_days(london_date(began))[1], 1)
    return (Terms(Rhythm.MONTHLY, first, *USUAL[Rhythm.MONTHLY]),)


def _rows() -> Sequence[Any]:
    session: Session = db.session()
    before: tuple[object, Sequence[Any]] = session.info.get(_READ, (None, ()))
    transaction = session.get_transaction()
    if transaction is not None and transaction is before[0] and not writing.get():
        return before[1]
    rows = session.execute(_DECIDED).all()
    session.info[_READ] = session.get_transaction(), rows
    return rows


def decisions() -> Sequence[ReturnTerms]:
    """Every decision on the terms, in the order in which they were made."""
    return db.session.scalars(select(ReturnTerms).order_by(ReturnTerms.id)).all()


def opened_periods(at: datetime) -> list[ReturnPeriod]:
    """The periods that had opened by `at`, in order, under the terms known then."""
    return opened(plan(at), at)


def period_with(key: str) -> ReturnPeriod:
    """The period whose first day `key` names, as an ISO date; raises `Absent`."""
    try:
        first = date.fromisoformat(key)
    except ValueError:
        raise Absent from None
    found = periods(plan(now()), first, first)
    if not found or found[0].first != first or found[0].key != key:
        raise Absent
    return found[0]


def set_terms(terms: Terms, *, by: User) -> ReturnTerms:
    """Decide on terms for the time from `terms.since` on. Raises `DomainError` where they cannot be.

    Until a force has returned anything the first day may lie in the past.
    """
    begun = db.session.scalar(select(Return.id).limit(1)) is not None
    check_terms(terms, today=london_date(now()), begun=begun)
    row = ReturnTerms(
        rhythm=terms.rhythm,
        since=terms.since,
        due=terms.due,
        grace=terms.grace,
        close=terms.close,
        decided_by=by.ref,
        decided_at=now(),
    )
    db.session.add(row)
    trail.record(
        Act.RETURN_TERMS_SET,
        by=by,
        about=(),
        rhythm=terms.rhythm.value,
        since=terms.since.isoformat(),
        days=[terms.due, terms.grace, terms.close],
    )
    db.session.flush()
    return row
