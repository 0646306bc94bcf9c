"""The one clock, and the step from an instant to a day in London."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FIRST_INSTANT = datetime.min.replace(tzinfo=LONDON)
LAST_INSTANT = datetime.max.replace(tzinfo=LONDON)
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()


_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC. Nothing else in the application reads the clock."""
    return _set_to.get() or datetime.now(UTC)


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Let `now()` be `instant` inside: for a demonstration that tells years of invented history."""
    token = _set_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)


def london_time(instant: datetime) -> datetime:
    """`instant` on a London clock. Raises ValueError for a naive time: it could mean anything.

    Where the London time would fall outside the years 1 to 9999, the nearest one inside.
    """
    if instant.tzinfo is None:
        raise ValueError("An instant needs a zone. Use dhp.calendar.now(), or add the zone.")
    try:
        return instant.astimezone(LONDON)
    except OverflowError:
        in_first_year = instant.year == date.min.year
        return FIRST_INSTANT if in_first_year else LAST_INSTANT


def london_date(instant: datetime) -> date:
    """The day it is in London at `instant` (aware). Raises ValueError for a naive time."""
    return london_time(instant).date()


def start_of(day: date) -> datetime:
    """The first instant of `day` in London, in UTC."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The instant at which `day` is over in London, in UTC: the first that no longer belongs to it.

    The last day there is (31 December 9999) ends with its own last instant.
    """
    if day == date.max:
        return LAST_INSTANT.astimezone(UTC)
    return start_of(days_after(day, 1))


def days_after(day: date, days: int) -> date:
    """The date `days` after `day` (before it, if negative), held between the years 1 and 9999."""
    return date.fromordinal(min(max(day.toordinal() + days, _FIRST_DAY), _LAST_DAY))


def plain_day(day: date) -> date:
    """`day` itself. Raises TypeError for an instant, whose day depends on where one stands."""
    if isinstance(day, datetime):
        raise TypeError("Give a date, not an instant: london_date(instant) is the day in London.")
    return day
