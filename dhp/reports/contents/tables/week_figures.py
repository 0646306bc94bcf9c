"""Every number of the weekly briefing, measured once for all its tables."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from dhp.calendar import (
    Week,
    end_of,
    first_day_of_financial_year,
    start_of,
    week_of,
    year_before,
    year_earlier,
)
from dhp.definitions import DeathType
from dhp.reports.contents.contents import Brief, returned
from dhp.returns.coverage import Coverage, Summary
from dhp.statistics.changes import changes
from dhp.statistics.forces import ForceCount, by_force
from dhp.statistics.received import Span, anything_known, awaiting, back_records, received
from dhp.statistics.revising.movements import Revisions
from dhp.statistics.running import Running, running
from dhp.statistics.usual import Usual, usual

BASE_WEEKS = 12
CHART_WEEKS = 26


@dataclass(frozen=True)
class WeeklyFigures:
    """The numbers of one week as at one instant. Counters are by death type.

    `weeks` are the last 26 with their counts, the reporting week last. `last_year_then` is None
    where nothing was known a year ago. `returns` is the coverage of the latest period whose return
    was due; without periods where none was.
    """

    week: Week
    as_at: datetime
    weeks: tuple[tuple[Week, Counter[DeathType]], ...]
    usual: dict[DeathType | None, Usual]
    year: Counter[DeathType]
    last_year_then: Counter[DeathType] | None
    last_year_now: Counter[DeathType]
    changes: Revisions
    forces: tuple[ForceCount, ...]
    returns: Coverage
    awaiting: int
    back_records: int
    running: Running

    @property
    def returned(self) -> Summary:
        """The latest period that was due, over all forces."""
        return self.returns.summary(0) if self.returns.periods else Summary(None)

    @property
    def this_week(self) -> Counter[DeathType]:
        """What the reporting week brought."""
        return self.weeks[-1][1]

    @property
    def last_week(self) -> Counter[DeathType]:
        """What the week before brought."""
        return self.weeks[-2][1]


def figures(brief: Brief) -> WeeklyFigures:
    """Everything that the briefing shows, measured once."""
    return brief.once(_measured)


def _measured(brief: Brief) -> WeeklyFigures:
    week, as_at = week_of(brief.period.end), brief.as_at
    weeks = [week]
    while len(weeks) < CHART_WEEKS:
        weeks.insert(0, weeks[0].previous)
    year = _year_to(week.end)
    last_year = _year_to(year_before(week.end))
    counts = received([*map(_span, weeks), year, last_year], as_at)
    per_week = counts[:CHART_WEEKS]
    return WeeklyFigures(
        week=week,
        as_at=as_at,
        weeks=tuple(zip(weeks, per_week, strict=True)),
        usual=_usual(per_week[-BASE_WEEKS - 1 : -1]),
        year=counts[CHART_WEEKS],
        last_year_then=_as_known_then(last_year, as_at),
        last_year_now=counts[CHART_WEEKS + 1],
        changes=_changes(week, year, as_at, brief.before_as_at),
        forces=tuple(by_force(_span(week), year, as_at)),
        returns=returned(brief),
        awaiting=awaiting(as_at),
        back_records=back_records(_span(week), as_at),
        running=running(week.end, as_at),
    )


def _span(week: Week) -> Span:
    return Span(week.begins_at, week.ends_before)


def _year_to(day: date) -> Span:
    return Span(start_of(first_day_of_financial_year(day)), end_of(day))


def _usual(base: list[Counter[DeathType]]) -> dict[DeathType | None, Usual]:
    """The usual range of each type, and of all types together under None."""
    ranges: dict[DeathType | None, Usual] = {
        kind: usual([count[kind] for count in base]) for kind in DeathType
    }
    ranges[None] = usual([count.total() for count in base])
    return ranges


def _as_known_then(last_year: Span, as_at: datetime) -> Counter[DeathType] | None:
    then = year_earlier(as_at)
    return received([last_year], then)[0] if anything_known(then) else None


def _changes(week: Week, year: Span, as_at: datetime, before_as_at: datetime) -> Revisions:
    before = Span(year.begins, max(week.begins_at, year.begins))
    return changes(before, before_as_at, year, as_at)
