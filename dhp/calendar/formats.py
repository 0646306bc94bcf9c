"""How a day, a time and an instant are written for people, the same on every page and on paper."""

from datetime import date, datetime, time

from dhp.calendar.clock import london_time

# Our own, because the library's month names follow the machine's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)


def long_date(day: date) -> str:
    """`day` in full: "9 March 2021"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`day` for narrow columns: "9 Mar 2021"."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def time_of_day(moment: time | datetime) -> str:
    """Hours and minutes on the 24-hour clock, "17:30": as officers write it, and midnight is plain.

    A datetime is read as it stands; use `long_instant` for an instant.
    """
    return f"{moment.hour:02d}:{moment.minute:02d}"


def long_instant(instant: datetime) -> str:
    """`instant` (aware) in London: "9 March 2021 at 17:30".

    In the hour that happens twice when the clocks go back, the zone is added: "01:30 BST", "01:30
    GMT". Raises ValueError for a naive time.
    """
    local = london_time(instant)
    shown = f"{long_date(local)} at {time_of_day(local)}"
    happens_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{shown} {local.tzname()}" if happens_twice else shown
