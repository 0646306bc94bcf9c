"""The stretches of time that tables of reports are about, and measures asked of them."""

from collections.abc import Mapping
from dataclasses import replace

from dhp.calendar import (
    first_day_of_financial_year,
    long_instant,
    rolling_months,
    year_before,
    year_earlier,
)
from dhp.reports.contents.contents import Brief
from dhp.statistics.measures import Question, lay_out
from dhp.statistics.nowcast import Nowcast, nowcast
from dhp.statistics.tables import Period, Table


def last_months(brief: Brief, months: int) -> Period:
    """The `months` months up to the last day of the report."""
    return Period(*rolling_months(brief.period.end, months))


def since_april(brief: Brief) -> Period:
    """From 1 April of the financial year to the last day of the report.

    What everybody may read is of these days: each edition grows by what came since the one before,
    and so each is one issue of the same table to disclosure control.
    """
    return Period(first_day_of_financial_year(brief.period.end), brief.period.end)


def three_years(brief: Brief) -> Period:
    """From 1 April, two financial years before this one, to the last day of the report.

    As `since_april`: what everybody may read of places grows within the year.
    """
    first = first_day_of_financial_year(brief.period.end)
    for _year in range(2):
        first = year_before(first)
    return Period(first, brief.period.end)


def a_year_before(period: Period) -> Period:
    """The same days of the year before."""
    return Period(year_before(period.start), year_before(period.end))


def asked(
    brief: Brief, measure: str, period: Period, *by: str, where: Mapping[str, str] | None = None
) -> Table:
    """The table of `measure` for the days of `period`; of its force alone in a force pack."""
    return lay_out(measure, question(brief, period, *by, where=where))


def question(
    brief: Brief, period: Period, *by: str, where: Mapping[str, str] | None = None
) -> Question:
    """What is asked of the deaths of `period`, of the force of the pack where there is one."""
    of_force = {"force": brief.force} if brief.force else {}
    chosen = tuple((of_force | dict(where or {})).items())
    return Question(brief.as_at, by, chosen, period.start, period.end)


def asked_a_year_earlier(brief: Brief, measure: str, period: Period, *by: str) -> Table:
    """The same table for the same days of the year before, as known a year earlier: the same lag."""
    earlier = replace(brief, as_at=year_earlier(brief.as_at))
    return asked(earlier, measure, a_year_before(period), *by)


def defined_here(words: str, brief: Brief) -> str:
    """The note of figures that no measure of the catalogue gives: what they are, as known when."""
    return f"{words} Counted for this report alone, as known on {long_instant(brief.as_at)}."


def estimates(brief: Brief) -> Nowcast:
    """The estimates of the last months, worked out once a report."""
    return nowcast(brief.as_at)
