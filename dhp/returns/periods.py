"""The periods that forces return, and when each opens, is due and closes. Plain dates, no database.

A period opens at 00:00 in London on the day after its last one. What is due counts in working
days, so that a bank holiday is nobody's loss; the periods themselves, and the Thursday on which a
week ends, are never moved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dhp.calendar import (
    PartialDate,
    end_of,
    london_date,
    long_date,
    month_days,
    nth_working_day,
    short_date,
    start_of,
    week_of,
)
from dhp.calendar.clock import days_after

_INSTANT = timedelta(microseconds=1)


class Rhythm(StrEnum):
    """How often forces return."""

    MONTHLY = "monthly"
    WEEKLY = "weekly"

    @property
    def label(self) -> str:
        """The rhythm in words."""
        return {"monthly": "Calendar months", "weekly": "Reporting weeks, Friday to Thursday"}[self]

    def bounds(self, day: date) -> tuple[date, date]:
        """The first and last day of the month, or of the reporting week, of `day`."""
        if self is Rhythm.MONTHLY:
            return month_days(day)
        week = week_of(day)
        return week.start, week.end


class Phase(StrEnum):
    """Where an instant lies in the life of a period."""

    RUNNING = "not over yet"
    OPEN = "open"
    GRACE = "overdue"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True)
class Terms:
    """From the day `since` on periods follow `rhythm`.

    A return is due by the end of working day `due` after the period, is late after working day
    `grace`, and the period closes after working day `close`; each counts from the day of opening.
    """

    rhythm: Rhythm
    since: date
    due: int
    grace: int
    close: int


# What applies until a lead decides otherwise, in working days. The weekly ones end before the
# Wednesday on which the week is briefed.
USUAL = {Rhythm.MONTHLY: (5, 10, 20), Rhythm.WEEKLY: (2, 3, 10)}


@dataclass(frozen=True)
class ReturnPeriod:
    """The days `first` to `last` (both included), and the instants (UTC) at which things change.

    Open from `opens_at`; on time before `grace_until`, though asked for by `due_at`; late from
    then; `closes_at` is when it counts as missed. A late return is accepted whenever it comes.
    """

    first: date
    last: date
    opens_at: datetime
    due_at: datetime
    grace_until: datetime
    closes_at: datetime

    @property
    def key(self) -> str:
        """What names the period in an address: its first day."""
        return self.first.isoformat()

    @property
    def is_month(self) -> bool:
        """Whether it is a whole calendar month."""
        return (self.first, self.last) == month_days(self.first)

    @property
    def name(self) -> str:
        """The period as a heading: "October 2026", "Week to 12 November 2026"."""
        if self.is_month:
            return PartialDate(self.first.year, self.first.month).shown
        if (self.first, self.last) == Rhythm.WEEKLY.bounds(self.first):
            return f"Week to {long_date(self.last)}"
        return f"{long_date(self.first)} to {long_date(self.last)}"

    @property
    def within(self) -> str:
        """The period in a sentence, after "no deaths": "in October 2026"."""
        if self.name.startswith("Week"):
            return f"in the week to {long_date(self.last)}"
        return f"in {self.name}" if self.is_month else f"from {self.name}"

    @property
    def short(self) -> str:
        """The period for a narrow column: "Oct 2026", "12 Nov 2026"."""
        day = short_date(self.last)
        return day.partition(" ")[2] if self.is_month else day

    @property
    def opens_on(self) -> date:
        """The day (London) on which it opens."""
        return london_date(self.opens_at)

    @property
    def due_on(self) -> date:
        """The last day (London) on which it is asked for."""
        return london_date(self.due_at - _INSTANT)

    @property
    def grace_on(self) -> date:
        """The last day (London) on which it is still on time."""
        return london_date(self.grace_until - _INSTANT)

    @property
    def closes_on(self) -> date:
        """The last day (London) before it closes."""
        return london_date(self.closes_at - _INSTANT)

    def phase(self, at: datetime) -> Phase:
        """Where the instant `at` (aware) lies."""
        edges = (
            (self.opens_at, Phase.RUNNING),
            (self.due_at, Phase.OPEN),
            (self.grace_until, Phase.GRACE),
            (self.closes_at, Phase.LATE),
        )
        return next((phase for edge, phase in edges if at < edge), Phase.CLOSED)


def periods(plan: Sequence[Terms], first: date, last: date) -> list[ReturnPeriod]:
    """Every period with a day from `first` to `last`, in order.

    `plan` holds the terms in the order in which they were decided: on each day those count that
    were decided last of all that had begun. A period ends early where other terms begin.
    """
    found: list[ReturnPeriod] = []
    day = max(first, min((terms.since for terms in plan), default=last + _DAY))
    while day <= last:
        period = _period_of(plan, day)
        found.append(period)
        if period.last == date.max:
            break
        day = days_after(period.last, 1)
    return found


def opened(plan: Sequence[Terms], at: datetime) -> list[ReturnPeriod]:
    """Every period that had opened at the instant `at`, in order."""
    if not plan:
        return []
    first = min(terms.since for terms in plan)
    return [one for one in periods(plan, first, london_date(at)) if one.opens_at <= at]


def last_due(plan: Sequence[Terms], at: datetime) -> ReturnPeriod | None:
    """The latest period that was due by the instant `at`; None where none was yet."""
    due = (period for period in reversed(opened(plan, at)) if period.due_at <= at)
    return next(due, None)


_DAY = timedelta(days=1)


def _period_of(plan: Sequence[Terms], day: date) -> ReturnPeriod:
    """The period of `day`, on which some terms of `plan` have begun."""
    terms = _terms_on(plan, day)
    first, last = terms.rhythm.bounds(day)
    for change in _changes(plan):
        if change <= day:
            first = max(first, change)
        else:
            last = min(last, days_after(change, -1))
    return dated(terms, first, last)


def dated(terms: Terms, first: date, last: date) -> ReturnPeriod:
    """The period from `first` to `last` with its instants under `terms`."""
    opens = days_after(last, 1)
    due, grace, close = (
        end_of(nth_working_day(opens, number)) for number in (terms.due, terms.grace, terms.close)
    )
    return ReturnPeriod(first, last, start_of(opens), due, grace, close)


def _terms_on(plan: Sequence[Terms], day: date) -> Terms:
    return next(terms for terms in reversed(plan) if terms.since <= day)


def _changes(plan: Sequence[Terms]) -> Iterator[date]:
    """The days on which other terms begin to count, in order."""
    before: Terms | None = None
    for day in sorted({terms.since for terms in plan}):
        terms = _terms_on(plan, day)
        if terms is not before:
            yield day
        before = terms
