"""What a week, a month, a quarter and a year are, and how a day or an instant is written.

Everything a reader or a report calls a period is decided here, in London time. Instants are
aware and kept in UTC; a date is a day in London.
"""

from dhp.calendar.clock import LONDON, clock_at, end_of, london_date, london_time, now, start_of
from dhp.calendar.formats import long_date, long_instant, short_date, time_of_day
from dhp.calendar.partial_date import PartialDate, Precision
from dhp.calendar.periods import (
    financial_year,
    financial_year_days,
    first_day_of_financial_year,
    month_days,
    quarter,
    quarter_days,
    rolling_months,
    year_before,
    year_earlier,
)
from dhp.calendar.weeks import Week, reporting_week, week_ending, week_of
from dhp.calendar.working_days import (
    bank_holidays,
    is_working_day,
    last_listed_year,
    nth_working_day,
)
from dhp.calendar.written import read_long_date, read_long_instant

__all__ = [
    "LONDON",
    "PartialDate",
    "Precision",
    "Week",
    "bank_holidays",
    "clock_at",
    "end_of",
    "financial_year",
    "financial_year_days",
    "first_day_of_financial_year",
    "is_working_day",
    "last_listed_year",
    "london_date",
    "london_time",
    "long_date",
    "long_instant",
    "month_days",
    "now",
    "nth_working_day",
    "quarter",
    "quarter_days",
    "read_long_date",
    "read_long_instant",
    "reporting_week",
    "rolling_months",
    "short_date",
    "start_of",
    "time_of_day",
    "week_ending",
    "week_of",
    "year_before",
    "year_earlier",
]
