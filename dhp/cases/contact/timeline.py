"""Contact before a death, read: events in order, last contact, intervals, and what was searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from dhp.calendar import PartialDate
from dhp.cases.contact.models import ContactEvent, SystemSearch
from dhp.cases.contact.vocabularies import System
from dhp.cases.models import Case
from dhp.column_types import UtcDateTime
from dhp.errors import Absent
from dhp.extensions import db

_YEAR = 365.25  # days
_IN_YEARS = 730  # days; from here on an interval is told in whole years


@dataclass(frozen=True)
class Interval:
    """How many days an event came before the death, at least and at most; negative for after it."""

    least: int
    most: int

    @property
    def words(self) -> str:
        """The interval as people read it."""
        if self.least == self.most:
            return _days(self.least)
        if self.least >= _IN_YEARS:
            years = f"{self.least / _YEAR:.0f}", f"{self.most / _YEAR:.0f}"
            return f"{' to '.join(dict.fromkeys(years))} years before the death"
        if self.least >= 0:
            return f"{self.least} to {self.most} days before the death"
        if self.most <= 0:
            return f"{-self.most} to {-self.least} days after the death"
        return "around the day of the death"


@dataclass(frozen=True)
class Contact:
    """The contact recorded of a case, earliest first, with the days the death can have fallen on."""

    events: Sequence[ContactEvent]
    died: tuple[date, date] | None

    def interval(self, event: ContactEvent) -> Interval | None:
        """How long before the death it happened; None where the death is not dated."""
        return interval(event.when, self.died) if self.died else None

    @property
    def last(self) -> ContactEvent | None:
        """The last contact that can have been before the death."""
        died = self.died
        before = [e for e in self.events if died is None or e.when.first <= died[1]]
        return max(before, key=lambda e: (e.when.last, e.when.first, e.id), default=None)

    @property
    def last_words(self) -> str:
        """The last contact in a phrase, with how long before the death it was."""
        event = self.last
        if event is None:
            return "No contact is recorded."
        phrase = f"{event.kind.label}, {event.when.shown}"
        length = self.interval(event)
        return f"{phrase}: {length.words}." if length else f"{phrase}."


def interval(when: PartialDate, died: tuple[date, date]) -> Interval:
    """Days from an event to a death that fell between the two days of `died`, at least and most."""
    first, last = died
    return Interval((first - when.last).days, (last - when.first).days)


def contact_of(
    case: Case, as_at: datetime | None = None, died: tuple[date, date] | None = None
) -> Contact:
    """The contact recorded of `case` now, or as at an instant. One statement.

    `case` was found to be one that the person may read. `died` are the days on which the death can
    have fallen as was known at the instant; now the case tells them.
    """
    given = {"case": case.id} | ({"as_at": as_at} if as_at else {})
    rows = db.session.scalars(_events(now=as_at is None), given).all()
    events = sorted(rows, key=lambda e: (e.when.first, e.when.last, e.id))
    if as_at is not None:
        return Contact(events, died)
    first, last = case.died_first, case.died_last
    return Contact(events, (first, last) if first and last else None)


@cache
def _events(*, now: bool) -> Select[ContactEvent]:
    """The events of the case `case` that stand now, or stood at `as_at`; built once."""
    instant: Any = bindparam("as_at", type_=UtcDateTime())
    stood = _stood(ContactEvent, None if now else instant)
    of_case = ContactEvent.case_id == bindparam("case")
    return select(ContactEvent).where(of_case, stood).order_by(ContactEvent.id)


def searches_of(case: Case, as_at: datetime | None = None) -> dict[System, list[SystemSearch]]:
    """Every system with the searches of it that were recorded now, or as at an instant.

    Latest first; an empty list where it was not searched.
    """
    statement = (
        select(SystemSearch)
        .where(SystemSearch.case_id == case.id, _stood(SystemSearch, as_at))
        .order_by(SystemSearch.searched_on.desc(), SystemSearch.id.desc())
    )
    rows = db.session.scalars(statement).all()
    return {system: [row for row in rows if row.system is system] for system in System}


def entry_with(case: Case, ref: str) -> ContactEvent | SystemSearch:
    """The standing event or search of `case` with this reference; raises `Absent`."""
    event = db.session.scalar(
        select(ContactEvent).where(
            ContactEvent.ref == ref, ContactEvent.case_id == case.id, _stood(ContactEvent, None)
        )
    )
    search = db.session.scalar(
        select(SystemSearch).where(
            SystemSearch.ref == ref, SystemSearch.case_id == case.id, _stood(SystemSearch, None)
        )
    )
    found = event or search
    if found is None:
        raise Absent
    return found


def _stood(
    model: type[ContactEvent] | type[SystemSearch], as_at: datetime | None
) -> ColumnElement[bool]:
    if as_at is None:
        return model.ended_at.is_(None)
    return and_(model.recorded_at <= as_at, or_(model.ended_at.is_(None), model.ended_at > as_at))


def _days(days: int) -> str:
    if days == 0:
        return "on the day of the death"
    if days >= _IN_YEARS:
        return f"{days / _YEAR:.0f} years before the death"
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{count} {'before' if days > 0 else 'after'} the death"
