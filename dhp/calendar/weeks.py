"""The reporting week: Friday to Thursday in London, briefed on the Wednesday after.

The Thursday cut-off is the one of the weekly captures that forces already knew.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dhp.calendar.clock import days_after, end_of, london_date, plain_day, start_of

FRIDAY = 4  # as date.weekday() counts
DAYS = 7
FROM_THURSDAY_TO_BRIEFING = 6


@dataclass(frozen=True, order=True)
class Week:
    """From `start`, a Friday, to `end`, the Thursday (both included); briefed on `briefing_on`.

    At the very edges of the calendar (years 1 and 9999) days that do not exist are left out.
    """

    start: date
    end: date
    briefing_on: date

    @property
    def begins_at(self) -> datetime:
        """The week's first instant, aware, in UTC."""
        return start_of(self.start)

    @property
    def ends_before(self) -> datetime:
        """The instant after the week's last, aware, in UTC: the cut-off."""
        return end_of(self.end)

    @property
    def previous(self) -> "Week":
        """The week before."""
        return week_of(days_after(self.start, -1))

    @property
    def next(self) -> "Week":
        """The week after."""
        return week_of(days_after(self.end, 1))


def reporting_week(instant: datetime) -> Week:
    """The reporting week that `instant` (aware) falls in. Raises ValueError for a naive time."""
    return week_of(london_date(instant))


def week_of(day: date) -> Week:
    """The reporting week that `day` falls in. Raises TypeError for an instant."""
    since_friday = (plain_day(day).weekday() - FRIDAY) % DAYS
    end = days_after(day, DAYS - 1 - since_friday)
    return Week(days_after(day, -since_friday), end, days_after(end, FROM_THURSDAY_TO_BRIEFING))


def week_ending(day: date) -> Week:
    """The latest reporting week over by the end of `day`: for a Thursday, the one it closes."""
    return week_of(days_after(plain_day(day), 1 - DAYS))
