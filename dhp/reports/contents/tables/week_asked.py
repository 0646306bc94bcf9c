"""What each count of the weekly briefing is of: the question of the catalogue that gives the same number."""

from collections.abc import Mapping
from datetime import date, datetime

from dhp.calendar import first_day_of_financial_year, year_before, year_earlier
from dhp.calendar.clock import days_after
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.week_figures import figures
from dhp.statistics.measured import Measured

RECEIVED, ACCEPTED = "notifications", "revisions-received"
Asked = Mapping[str, Measured]  # by the key of the column


def received(brief: Brief) -> Asked:
    """What the columns of W1 count: notifications by type, accepted or waiting."""
    week, as_at = figures(brief).week, brief.as_at
    april = first_day_of_financial_year(week.end)
    before = year_before(week.end)
    last_april = first_day_of_financial_year(before)

    def asked(start: date, end: date, known: datetime) -> Measured:
        return Measured(RECEIVED, known, ("type",), (), start, end)

    return {
        "week": asked(week.start, week.end, as_at),
        "last_week": asked(week.previous.start, week.previous.end, as_at),
        "year": asked(april, week.end, as_at),
        "last_year_then": asked(last_april, before, year_earlier(as_at)),
        "last_year_now": asked(last_april, before, as_at),
    }


def changed(brief: Brief) -> Asked:
    """What the columns of W2 count: accepted cases by type, as known then and now.

    What moved is asked of the days that the edition before counted, and only where it was made after
    these: else the two tell apart otherwise what is new and what was late.
    """
    week = figures(brief).week
    april, then = first_day_of_financial_year(week.end), brief.before_as_at
    now = brief.as_at
    found = {
        "received": _accepted("type", max(week.start, april), week.end, now),
        "closing": _accepted("type", april, week.end, now),
    }
    if april < week.start and then >= week.begins_at:
        last = days_after(week.start, -1)
        moved = Measured(ACCEPTED, now, ("type",), (), april, last, then)
        found |= dict.fromkeys(("late", "reinstated", "withdrawn", "merged", "reclassified"), moved)
        found["opening"] = _accepted("type", april, last, then)
    return found


def forces(brief: Brief) -> Asked:
    """What the columns of W3 count, where every case has a force: accepted cases by force."""
    found = figures(brief)
    week, april = found.week, first_day_of_financial_year(found.week.end)
    if sum(force.year for force in found.forces) != found.changes.every.closing:
        return {}
    return {
        "week": _accepted("force", week.start, week.end, brief.as_at),
        "year": _accepted("force", april, week.end, brief.as_at),
    }


def _accepted(by: str, start: date, end: date, as_at: datetime) -> Measured:
    """Accepted cases received in these days as known at `as_at`: nothing has moved since then."""
    return Measured(ACCEPTED, as_at, (by,), (), start, end, as_at)
