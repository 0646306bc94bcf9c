"""Which years forces can sign: financial years that are over."""

from dataclasses import dataclass
from datetime import date

from dhp.calendar import financial_year, financial_year_days, first_day_of_financial_year
from dhp.calendar.clock import days_after
from dhp.errors import Absent

_OFFERED = 3  # years that are over


@dataclass(frozen=True)
class Year:
    """A financial year, such as "2025-26", with its first and last day."""

    name: str
    first: date
    last: date


def ended_years(today: date) -> list[Year]:
    """The last years that are over on `today`, the latest first."""
    found, day = [], first_day_of_financial_year(today)
    for _ in range(_OFFERED):
        first, last = financial_year_days(days_after(day, -1))
        found.append(Year(financial_year(last), first, last))
        day = first
    return found


def year_named(name: str, today: date) -> Year:
    """The year `name` if it can be signed on `today`; raises `Absent`."""
    for year in ended_years(today):
        if year.name == name:
            return year
    raise Absent
