"""Bank holidays of England and Wales, and the working days between them.

The holidays are a dated list, as GOV.UK publishes it. Nothing is worked out: one-off days and
moved ones follow no rule. A year beyond the list has weekends only, so what is due then may be due
a day or two early, never late; the list is lengthened when new years are announced.
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dhp.calendar.clock import days_after, plain_day

_LIST = Path(__file__).with_name("bank_holidays.csv")
_SATURDAY = 5  # as date.weekday() counts


def bank_holidays(year: int) -> Mapping[date, str]:
    """The bank holidays of `year` in England and Wales with their names; none for unlisted years."""
    return _by_year().get(year, MappingProxyType({}))


def last_listed_year() -> int:
    """The last year whose bank holidays are listed."""
    return max(_by_year())


def is_working_day(day: date) -> bool:
    """Whether `day` is neither a weekend nor a bank holiday. Raises TypeError for an instant."""
    return plain_day(day).weekday() < _SATURDAY and day not in bank_holidays(day.year)


def nth_working_day(since: date, number: int) -> date:
    """The working day with this number, counted from 1, on or after `since`.

    Raises ValueError for a number below 1, TypeError for an instant.
    """
    if number < 1:
        raise ValueError(f"Working days are counted from 1, not from {number}.")
    day = plain_day(since)
    while True:
        number -= is_working_day(day)
        if not number or day == date.max:
            return day
        day = days_after(day, 1)


@cache
def _by_year() -> Mapping[int, Mapping[date, str]]:
    with _LIST.open(encoding="utf-8", newline="") as lines:
        named = {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(lines)}
    years = sorted({day.year for day in named})
    return {
        year: MappingProxyType({day: name for day, name in named.items() if day.year == year})
        for year in years
    }
