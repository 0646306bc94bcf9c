"""When each kind of report is cut off and issued: one stated rule, so that dates are known ahead.

A report is issued at 09:30 in London. The weekly one is cut off with its week, on Thursday at
midnight, and issued on the Wednesday after; a bank holiday moves that to the next working day. The
others are cut off and issued so many working days after their period has ended.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dhp.calendar.clock import LONDON, days_after, end_of, london_date
from dhp.calendar.periods import financial_year_days, month_days, quarter_days
from dhp.calendar.weeks import week_of
from dhp.calendar.working_days import nth_working_day

AT = time(9, 30)  # London
Days = tuple[date, date]


@dataclass(frozen=True)
class Rule:
    """The periods of a kind, and on which working days after a period it is cut off and issued."""

    period: Callable[[date], Days]
    cut_off_day: int
    issue_day: int
    words: str


def _week_days(day: date) -> Days:
    week = week_of(day)
    return week.start, week.end


_MONTHLY = Rule(
    month_days,
    5,
    10,
    "Cut off at the end of the 5th working day after the month, issued on the 10th.",
)
WEEKLY = "weekly"
RULES = {
    WEEKLY: Rule(
        _week_days,
        0,
        0,
        "Cut off with the week, Thursday at midnight, issued on the Wednesday after, or on the next "
        "working day where that is a bank holiday.",
    ),
    "monthly": _MONTHLY,
    "force-pack": _MONTHLY,
    "quarterly": Rule(
        quarter_days,
        10,
        20,
        "Cut off at the end of the 10th working day after the quarter, issued on the 20th.",
    ),
    "annual": Rule(
        financial_year_days,
        40,
        60,
        "Cut off at the end of the 40th working day after 31 March, issued on the 60th.",
    ),
}


@dataclass(frozen=True, order=True)
class Issue:
    """One planned issue: `at` (aware) of the report of `kind` on the days `first` to `last`.

    `cut_off` is the instant whose knowledge it shows.
    """

    at: datetime
    kind: str
    first: date
    last: date
    cut_off: datetime

    @property
    def day(self) -> date:
        """The day of issue in London."""
        return london_date(self.at)


def issue_of(kind: str, day: date) -> Issue | None:
    """The planned issue of the report of `kind` on the period of `day`; None without a rule."""
    rule = RULES.get(kind)
    if rule is None:
        return None
    first, last = rule.period(day)
    if kind == WEEKLY:
        cut_off, on = last, nth_working_day(week_of(last).briefing_on, 1)
    else:
        after = days_after(last, 1)
        cut_off = nth_working_day(after, rule.cut_off_day)
        on = nth_working_day(after, rule.issue_day)
    return Issue(datetime.combine(on, AT, LONDON), kind, first, last, end_of(cut_off))


def issues_between(kind: str, first: date, last: date) -> Iterator[Issue]:
    """The planned issues of `kind` on the days `first` to `last`, both included, in order."""
    issue = issue_of(kind, days_after(first, -400))
    while issue is not None and issue.day <= last and issue.last < date.max:
        if issue.day >= first:
            yield issue
        issue = issue_of(kind, days_after(issue.last, 1))
