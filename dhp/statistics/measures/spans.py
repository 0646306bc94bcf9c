"""The stretches of time that a table tells apart: reporting weeks, months, quarters and years."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from dhp.calendar import (
    financial_year,
    financial_year_days,
    month_days,
    quarter,
    quarter_days,
    short_date,
    week_of,
)
from dhp.calendar.clock import days_after
from dhp.calendar.formats import MONTHS

Bounds = Callable[[date], tuple[date, date]]


def _week_days(day: date) -> tuple[date, date]:
    week = week_of(day)
    return week.start, week.end


# By name: the days of the stretch that holds a day, its key, and its label.
SPANS: Mapping[str, tuple[Bounds, Callable[[date], str], Callable[[date], str]]] = MappingProxyType(
    {
        "week": (
            _week_days,
            lambda day: week_of(day).end.isoformat(),
            lambda day: f"Week to {short_date(week_of(day).end)}",
        ),
        "month": (
            month_days,
            lambda day: f"{day:%Y-%m}",
            lambda day: f"{MONTHS[day.month - 1]} {day.year}",
        ),
        "quarter": (quarter_days, quarter, quarter),
        "year": (financial_year_days, financial_year, financial_year),
    }
)


def span_key(name: str, first: date | None, last: date | None) -> str | None:
    """The key of the stretch that holds all days from `first` to `last`; None where none does."""
    if first is None or last is None:
        return None
    _bounds, key, _label = SPANS[name]
    return key(first) if key(first) == key(last) else None


def spans_between(name: str, start: date, end: date) -> Iterator[tuple[str, str]]:
    """Key and label of every stretch with a day from `start` to `end`."""
    bounds, key, label = SPANS[name]
    day = start
    while day <= end:
        yield key(day), label(day)
        day = days_after(bounds(day)[1], 1)


def days_of_span(name: str, key: str, start: date, end: date) -> tuple[date, date]:
    """The days of the stretch `key` that lie from `start` to `end`. Raises KeyError for no such one."""
    bounds, key_of, _label = SPANS[name]
    day = start
    while day <= end:
        first, last = bounds(day)
        if key_of(day) == key:
            return max(first, start), min(last, end)
        day = days_after(last, 1)
    raise KeyError(key)
