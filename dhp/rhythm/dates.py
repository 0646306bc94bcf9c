"""The dates of the collection: cut-offs, briefings, returns, bank holidays, for the months ahead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dhp.calendar import (
    PartialDate,
    bank_holidays,
    london_date,
    long_date,
    month_days,
    week_of,
)
from dhp.calendar.clock import days_after

MONTHS = 12
# Our own, because the library's names follow the machine's language.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Happening(StrEnum):
    """The kinds of dates, in the order in which one day lists them."""

    BANK_HOLIDAY = "bank holiday"
    CUT_OFF = "cut-off"
    BRIEFING = "briefing"

    @property
    def label(self) -> str:
        """The kind as a sentence begins."""
        return self.value.capitalize()


@dataclass(frozen=True)
class Entry:
    """One date. `name` identifies it among those of its day, the same at every reading."""

    day: date
    kind: Happening
    name: str
    words: str
    note: str = ""

    @property
    def weekday(self) -> str:
        """The name of the day: "Thursday"."""
        return _WEEKDAYS[self.day.weekday()]

    @property
    def key(self) -> str:
        """What identifies the date for ever, for calendars that read it twice."""
        return f"{self.day.isoformat()}-{self.name}"


@dataclass(frozen=True)
class Month:
    """One calendar month by its first day, with its entries in order."""

    first: date
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The month as a heading: "March 2026"."""
        return PartialDate(self.first.year, self.first.month).shown


def entries(first: date, last: date) -> list[Entry]:
    """Every date from `first` to `last`, both included, in order.

    A bank holiday is shown and moves nothing: the cut-off stays on its Thursday and the briefing on
    the Wednesday after.
    """
    found = [*_holidays(first, last), *_weeks(first, last)]
    order = list(Happening)
    return sorted(found, key=lambda entry: (entry.day, order.index(entry.kind), entry.name))


def ahead(at: datetime, months: int = MONTHS) -> list[Entry]:
    """Every date from the day of `at` (London) on, for so many months."""
    today = london_date(at)
    _, last = _months_ahead(today, months)
    return entries(today, last)


def by_month(found: Sequence[Entry]) -> list[Month]:
    """The entries, which are in order, by calendar month; months without any are left out."""
    firsts = dict.fromkeys(entry.day.replace(day=1) for entry in found)
    return [
        Month(first, tuple(entry for entry in found if entry.day.replace(day=1) == first))
        for first in firsts
    ]


def _months_ahead(today: date, months: int) -> tuple[date, date]:
    """From `today` to the day before the same day so many months later."""
    last = today
    for _ in range(months):
        last = days_after(month_days(last)[1], 1)
    end = month_days(last)[1]
    return today, days_after(last.replace(day=min(today.day, end.day)), -1)


def _holidays(first: date, last: date) -> Iterator[Entry]:
    for year in range(first.year, last.year + 1):
        for day, name in bank_holidays(year).items():
            if first <= day <= last:
                thursday = week_of(day).end == day
                note = "The cut-off stays on this day." if thursday else ""
                yield Entry(day, Happening.BANK_HOLIDAY, "bank-holiday", name, note)


def _weeks(first: date, last: date) -> Iterator[Entry]:
    week = week_of(days_after(first, -13))  # whose briefing may still lie ahead
    while week.start <= last:
        days = f"{long_date(week.start)} to {long_date(week.end)}"
        if first <= week.end <= last:
            note = f"For {days}. What comes later is in the next briefing."
            yield Entry(week.end, Happening.CUT_OFF, "cut-off", "Weekly cut-off, midnight", note)
        if first <= week.briefing_on <= last:
            note = f"On {days}."
            yield Entry(
                week.briefing_on, Happening.BRIEFING, "briefing", "Weekly briefing issued", note
            )
        if week.end == date.max:
            return
        week = week.next
