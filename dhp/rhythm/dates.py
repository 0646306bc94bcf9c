"""The dates of the collection: cut-offs, briefings, returns, bank holidays, for the months ahead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dhp.calendar import PartialDate, bank_holidays, london_date, long_date, month_days, week_of
from dhp.calendar.clock import days_after
from dhp.calendar.issues import WEEKLY, issue_of
from dhp.returns.periods import Terms, periods
from dhp.returns.plan import plan as returns_plan
from dhp.worded import PlainWorded

MONTHS = 12
_LOOK_BACK = 200  # days: a period that began so long ago has closed
# Our own, because the library's names follow the machine's language.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Happening(PlainWorded):
    """The kinds of dates, in the order in which one day lists them."""

    BANK_HOLIDAY = "bank holiday"
    CUT_OFF = "cut-off"
    BRIEFING = "briefing"
    RETURN_OPENS = "return opens"
    RETURN_DUE = "return due"
    RETURN_LATE = "return late soon"
    RETURN_CLOSES = "return closes"


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


def entries(first: date, last: date, plan: Sequence[Terms] = ()) -> list[Entry]:
    """Every date from `first` to `last`, both included, in order; `plan` is that of returns.

    A bank holiday is shown. It never moves the cut-off from its Thursday; it moves the briefing to
    the next working day.
    """
    found = [*_holidays(first, last), *_weeks(first, last), *_returns(first, last, plan)]
    order = list(Happening)
    return sorted(found, key=lambda entry: (entry.day, order.index(entry.kind), entry.name))


def ahead(at: datetime, months: int = MONTHS) -> list[Entry]:
    """Every date from the day of `at` (London) on, for so many months. Two statements at most."""
    today = london_date(at)
    return entries(today, _last_day(today, months), returns_plan(at))


def by_month(found: Sequence[Entry]) -> list[Month]:
    """The entries, which are in order, by calendar month; months without any are left out."""
    firsts = dict.fromkeys(entry.day.replace(day=1) for entry in found)
    return [
        Month(first, tuple(entry for entry in found if entry.day.replace(day=1) == first))
        for first in firsts
    ]


def _last_day(today: date, months: int) -> date:
    """The day before the same day so many months later, or before the end of a shorter month."""
    month = today
    for _ in range(months):
        month = days_after(month_days(month)[1], 1)
    length = month_days(month)[1].day
    return days_after(month.replace(day=min(today.day, length)), -1)


def _holidays(first: date, last: date) -> Iterator[Entry]:
    for year in range(first.year, last.year + 1):
        for day, name in bank_holidays(year).items():
            if first <= day <= last:
                thursday = week_of(day).end == day
                note = "The cut-off stays on this day." if thursday else ""
                yield Entry(day, Happening.BANK_HOLIDAY, "bank-holiday", name, note)


def _weeks(first: date, last: date) -> Iterator[Entry]:
    week = week_of(days_after(first, -20))  # whose briefing may still lie ahead
    while week.start <= last:
        days = f"{long_date(week.start)} to {long_date(week.end)}"
        if first <= week.end <= last:
            note = f"For {days}. What comes later is in the next briefing."
            yield Entry(week.end, Happening.CUT_OFF, "cut-off", "Weekly cut-off, midnight", note)
        planned = issue_of(WEEKLY, week.end)
        if planned is not None and first <= planned.day <= last:
            note = f"About {days}."
            words = "Weekly briefing issued"
            yield Entry(planned.day, Happening.BRIEFING, "briefing", words, note)
        if week.end == date.max:
            return
        week = week.next


def _returns(first: date, last: date, plan: Sequence[Terms]) -> Iterator[Entry]:
    """The days of each period that opens, is due, is late from, or closes within those days."""
    for period in periods(plan, days_after(first, -_LOOK_BACK), last):
        steps = (
            (period.opens_on, Happening.RETURN_OPENS, "Return opens", ""),
            (period.due_on, Happening.RETURN_DUE, "Return due", "By the end of the day."),
            (period.grace_on, Happening.RETURN_LATE, "Return still on time", "Late from tomorrow."),
            (
                period.closes_on,
                Happening.RETURN_CLOSES,
                "Return closes",
                "It counts as missed from tomorrow; a late one is still taken.",
            ),
        )
        for day, kind, words, note in steps:
            if first <= day <= last:
                name = f"{kind.value.replace(' ', '-')}-{period.key}"
                yield Entry(day, kind, name, f"{words}: {period.name}", note)
