"""The calendar of issues as the page shows it: the dates ahead, what waits, and what was late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import defer

from dhp.calendar import PartialDate, london_date
from dhp.calendar.clock import days_after
from dhp.calendar.issues import RULES, Issue, issues_between
from dhp.extensions import db
from dhp.reports.building import KINDS
from dhp.reports.models import READABLE, Run

DAYS_AHEAD, DAYS_BACK = 365, 91
GRACE = timedelta(hours=1)  # by which an issue may follow its hour and still be on time


@dataclass(frozen=True)
class Planned:
    """One planned issue, and for one whose hour has passed how late it came.

    `issued_at` is when its first edition was issued; None where none was yet.
    """

    issue: Issue
    issued_at: datetime | None = None

    @property
    def late(self) -> bool:
        """Whether it came after its hour."""
        return self.issued_at is not None and self.issued_at > self.issue.at + GRACE

    @property
    def days_late(self) -> int:
        """By how many days, in London."""
        return (london_date(self.issued_at) - self.issue.day).days if self.issued_at else 0


@dataclass(frozen=True)
class Month:
    """One month with its planned issues in order."""

    name: str
    planned: tuple[Planned, ...]


def kinds() -> list[str]:
    """The kinds of reports that the service builds and the calendar knows, in its order."""
    return [kind for kind in RULES if kind in KINDS]


def ahead(at: datetime) -> list[Month]:
    """The issues of the next 12 months from `at` on, by month."""
    today = london_date(at)
    found = _issues(today, days_after(today, DAYS_AHEAD))
    return _by_month(Planned(one) for one in found if one.at >= at)


def behind(at: datetime) -> list[Planned]:
    """The issues of the last 13 weeks before `at` whose hour has passed, the latest first.

    Periods before the first report of a kind are left out: nothing was promised of them.
    """
    today = london_date(at)
    issued = _first_issues(days_after(today, -DAYS_BACK * 2))
    begun = {kind: min(last for one, last in issued if one == kind) for kind, _last in issued}
    passed = (one for one in _issues(days_after(today, -DAYS_BACK), today) if one.at < at)
    found = (
        Planned(one, issued.get((one.kind, one.last)))
        for one in passed
        if one.kind in begun and one.last >= begun[one.kind]
    )
    return sorted(found, key=lambda one: one.issue, reverse=True)


def _issues(first: date, last: date) -> list[Issue]:
    return sorted(one for kind in kinds() for one in issues_between(kind, first, last))


def _first_issues(since: date) -> dict[tuple[str, date], datetime]:
    """When the first edition of each kind and period was issued."""
    statement = (
        select(Run)
        .options(defer(Run.content))
        .where(Run.status.in_(READABLE), Run.period_to >= since)
        .order_by(Run.issued_at.desc(), Run.id.desc())
    )
    runs = db.session.scalars(statement)
    return {(run.kind, run.period_to): run.issued_at for run in runs if run.issued_at}


def _by_month(found: Iterable[Planned]) -> list[Month]:
    months: dict[str, list[Planned]] = {}
    for one in found:
        day = one.issue.day
        months.setdefault(PartialDate(day.year, day.month).shown, []).append(one)
    return [Month(name, tuple(planned)) for name, planned in months.items()]
