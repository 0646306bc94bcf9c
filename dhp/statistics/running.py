"""Running totals of deaths since 1 April, this year and last, each as known at the same lag."""

from dataclasses import dataclass
from datetime import date, datetime

from dhp.calendar import first_day_of_financial_year, week_of, year_before, year_earlier
from dhp.statistics.deaths import cumulative, deaths_by_day


@dataclass(frozen=True)
class Running:
    """Deaths since 1 April at the end of each week, this year and last, each as known at that lag.

    `vague` deaths of this year are known only by their month and stand in none of the weeks.
    """

    ends: tuple[date, ...]
    this_year: tuple[int, ...]
    last_year: tuple[int, ...]
    vague: int


def running(end: date, as_at: datetime) -> Running:
    """The running totals up to the reporting week that ends on `end`. Two statements."""
    first = first_day_of_financial_year(end)
    ends = [end]
    while (earlier := week_of(ends[0]).previous.end) >= first:
        ends.insert(0, earlier)
    days, vague = deaths_by_day(first, end, as_at)
    past = [year_before(day) for day in ends]
    days_before, _ = deaths_by_day(year_before(first), past[-1], year_earlier(as_at))
    return Running(
        tuple(ends), tuple(cumulative(days, ends)), tuple(cumulative(days_before, past)), vague
    )
