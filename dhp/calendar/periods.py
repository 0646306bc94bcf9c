"""Months, financial quarters and financial years, each (first day, last day), both included.

Financial years run from 1 April to 31 March, as the project and the Homicide Index report.
"""

from calendar import monthrange
from datetime import date, datetime

from dhp.calendar.clock import days_after, london_time, plain_day

APRIL = 4
MONTHS_IN_QUARTER = 3
MONTHS_IN_YEAR = 12

Days = tuple[date, date]


def financial_year(day: date) -> str:
    """The financial year of `day`, such as "2023-24". Raises TypeError for an instant."""
    start = _starting_year(day)
    return f"{start:04d}-{(start + 1) % 100:02d}"


def financial_year_days(day: date) -> Days:
    """1 April and 31 March of the financial year of `day`, held between the years 1 and 9999."""
    april = _month_number(_starting_year(day), APRIL)
    return _months(april, april + MONTHS_IN_YEAR - 1)


def first_day_of_financial_year(day: date) -> date:
    """The 1 April on or before `day`."""
    return financial_year_days(day)[0]


def quarter(day: date) -> str:
    """The financial quarter of `day`, such as "2023-24 Q4" for January to March 2024."""
    months_in = (day.month - APRIL) % MONTHS_IN_YEAR
    return f"{financial_year(day)} Q{months_in // MONTHS_IN_QUARTER + 1}"


def quarter_days(day: date) -> Days:
    """The first and last day of the financial quarter of `day`."""
    first = _month_number(plain_day(day).year, day.month) - (day.month - 1) % MONTHS_IN_QUARTER
    return _months(first, first + MONTHS_IN_QUARTER - 1)


def month_days(day: date) -> Days:
    """The first and last day of the month of `day`."""
    month = _month_number(plain_day(day).year, day.month)
    return _months(month, month)


def rolling_months(end: date, months: int) -> Days:
    """The `months` months up to and including `end`.

    An `end` that closes its month gives whole months: 31 March 2024 and 12 give 1 April 2023 to 31
    March 2024. An `end` inside a month stays the last day, and the first is the day after the same
    day `months` earlier, or after the last day of that month where it is shorter: 15 March 2024 and
    12 give 16 March 2023 to 15 March 2024. Raises ValueError for fewer than one month.
    """
    if months < 1:
        raise ValueError(f"A rolling period needs at least one month, not {months}.")
    this_month = _month_number(plain_day(end).year, end.month)
    if end == _months(this_month, this_month)[1]:
        return _months(this_month - months + 1, this_month)[0], end
    first_of_month, last_of_month = _months(this_month - months, this_month - months)
    if first_of_month == last_of_month:  # a month before the calendar began
        return date.min, end
    same_day = first_of_month.replace(day=min(end.day, last_of_month.day))
    return days_after(same_day, 1), end


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for a leap day. Raises TypeError for an instant."""
    leap = (plain_day(day).month, day.day) == (2, 29)
    return day.replace(year=max(day.year - 1, date.min.year), day=28 if leap else day.day)


def year_earlier(instant: datetime) -> datetime:
    """The same time on a London clock on the same day a year earlier. ValueError for a naive time."""
    local = london_time(instant)
    return datetime.combine(year_before(local.date()), local.timetz())


def _starting_year(day: date) -> int:
    before_april = plain_day(day).month < APRIL
    return day.year - 1 if before_april else day.year


def _month_number(year: int, month: int) -> int:
    """Months counted from January of the year 0, so that they can be added."""
    return year * MONTHS_IN_YEAR + month - 1


def _months(first: int, last: int) -> Days:
    """First day of month number `first`, last of number `last`, in the years 1 to 9999."""
    return _day_of(first, last_day=False), _day_of(last, last_day=True)


def _day_of(number: int, *, last_day: bool) -> date:
    year, month = divmod(number, MONTHS_IN_YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, monthrange(year, month + 1)[1] if last_day else 1)
