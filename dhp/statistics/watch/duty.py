"""What the service does by itself: look at the figures after each week and month, and again later."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from dhp.calendar import end_of, london_date, month_days, start_of, week_ending, week_of
from dhp.calendar.clock import days_after
from dhp.duties import Duty
from dhp.statistics.watch.actions import raise_signal, withdraw
from dhp.statistics.watch.places import place_findings
from dhp.statistics.watch.queries import is_logged, standing
from dhp.statistics.watch.watched import CUSUM, FUNNEL, TAIL, YEARS, Finding
from dhp.statistics.watch.weekly import weekly_findings

WEEKS, MONTHS = 4, 2  # that are made up for where nothing ran
AGAIN = timedelta(days=365)  # for which a signal is looked at again
_WEEK, _MONTH = "week", "month"
Find = Callable[[date, datetime], list[Finding]]


def due(at: datetime) -> Iterator[str]:
    """A key for each of the last weeks and months that are over at `at`, the first one first."""
    yesterday = days_after(london_date(at), -1)
    week = week_ending(yesterday)
    for back in reversed(range(WEEKS)):
        yield f"{_WEEK} {days_after(week.end, -7 * back).isoformat()}"
    ends = [days_after(month_days(london_date(at))[0], -1)]
    while len(ends) < MONTHS:
        ends.insert(0, days_after(month_days(ends[0])[0], -1))
    yield from (f"{_MONTH} {end.isoformat()}" for end in ends)


def watch(key: str, _at: datetime) -> None:
    """Look at the figures of one week or month as known when it was over.

    Whenever this runs, it finds the same. What was raised before is looked at again first.
    """
    kind, _, text = key.partition(" ")
    last = date.fromisoformat(text)
    if kind == _WEEK:
        _look((TAIL, CUSUM), _of_week, (week_of(last).start, last))
    else:
        first = days_after(month_days(last)[1], 1)
        _look((FUNNEL,), place_findings, (first.replace(year=first.year - YEARS), last))


def _of_week(last: date, as_at: datetime) -> list[Finding]:
    return weekly_findings(week_of(last), as_at)


def _look(rules: tuple[str, ...], find: Find, days: tuple[date, date]) -> None:
    as_at = end_of(days[1])
    _look_again(rules, find, as_at)
    for finding in find(days[1], as_at):
        quiet = start_of(days_after(london_date(as_at), -finding.rule.quiet))
        if finding.exceeds and not is_logged(finding, days[1], quiet):
            raise_signal(finding, days, as_at)


def _look_again(rules: Iterable[str], find: Find, as_at: datetime) -> None:
    """Withdraw each signal whose figure, as known at `as_at`, no longer lies beyond its limit."""
    found: dict[date, dict[tuple[str, str], Finding]] = {}
    for signal in standing(tuple(rules), as_at - AGAIN, as_at):
        if signal.period_to not in found:
            findings = find(signal.period_to, as_at)
            found[signal.period_to] = {(one.rule.name, one.figure.key): one for one in findings}
        now = found[signal.period_to].get((signal.rule, signal.group_key))
        if now and now.over is not signal.over:  # beyond the other limit is another signal
            now = replace(now, exceeds=False)
        if now is None or not now.exceeds:
            withdraw(signal, now, as_at)


WATCH = Duty("watch", due, watch)
