"""Each strand by week beside the same weeks of last year: as a drawing, as a table, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from dhp.accounts.models import Force
from dhp.calendar import Week, long_date, short_date
from dhp.charts.lines import Line
from dhp.charts.lines import Lines as Chart
from dhp.charts.picture import Picture
from dhp.context import series
from dhp.context.models import Strand
from dhp.context.queries import ByWeek, numbers
from dhp.context.rules import Figure, figure_of
from dhp.context.series import Comparison, Lines, Total, same_week_last_year

WEEKS = 26
_SIZES = (("wide", 960, 240, 15.0), ("narrow", 345, 240, 13.0))  # lengths in pixels


@dataclass(frozen=True)
class WeekLine:
    """One week of the table: what was returned, and last year's week over the same forces."""

    week: Week
    total: Total
    year: Comparison

    @property
    def last_year(self) -> Figure:
        """Last year's week over the forces that returned both."""
        return figure_of(self.year.then if self.year.forces else None)


@dataclass(frozen=True)
class Trend:
    """One strand over the weeks of a chart, of which some forces were `due`."""

    strand: Strand
    weeks: tuple[WeekLine, ...]
    lines: Lines
    due: int

    @property
    def words(self) -> str:
        """The chart in words, for those who do not see it."""
        known = [count for count in self.lines.this_year if count is not None]
        if not known:
            return "No week can be drawn: no force returned every week that most of them returned."
        gaps = len(self.weeks) - len(known)
        last, then = self.lines.this_year[-1], self.lines.last_year[-1]
        span = f"from {min(known):,} to {max(known):,}"
        parts = [
            f"{self.strand.unit} by week, the last {len(self.weeks)} weeks: {span}.",
            f"The last week has {_or_none(last)}.",
            f"The same week last year had {_or_none(then)}.",
        ]
        if gaps:
            parts.append("1 week is a gap." if gaps == 1 else f"{gaps} weeks are gaps.")
        return " ".join(parts)

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(count is not None for count in self.lines.this_year)

    @property
    def picture(self) -> Picture:
        """The chart as the page shows it."""
        return Picture(self.chart, self.strand.code, self.strand.name, self.words, _SIZES)

    @property
    def chart(self) -> Chart:
        """This year's line, and last year's held against it."""
        return chart_of(self.strand, [line.week for line in self.weeks], self.lines)


def trends(forces: Sequence[Force], strands: Sequence[Strand], last: Week) -> list[Trend]:
    """A trend for each strand over the weeks up to `last`, of `forces` together."""
    weeks = series.weeks_to(last, WEEKS)
    found = numbers(forces, [*weeks, *map(same_week_last_year, weeks)])
    return [
        _trend(strand, weeks, found, len(forces))
        for strand in strands
        if any(strand.asked_in(week) for week in weeks)
    ]


def chart_of(strand: Strand, weeks: Sequence[Week], lines: Lines) -> Chart:
    """The two lines as a chart."""
    return Chart(
        across="Week ending",
        measure=strand.unit,
        labels=tuple(short_date(week.end) for week in weeks),
        lines=(Line("This year", lines.this_year), Line("Same week last year", lines.last_year)),
    )


def title_of(forces: Sequence[Force], last: Week) -> str:
    """What the page is about: one force, or how many."""
    who = forces[0].name if len(forces) == 1 else f"{len(forces)} forces together"
    return f"{who}, up to the week ending {long_date(last.end)}"


def _trend(strand: Strand, weeks: Sequence[Week], found: ByWeek, due: int) -> Trend:
    this_year = [found.of(strand.id, week) for week in weeks]
    last_year = [found.of(strand.id, same_week_last_year(week)) for week in weeks]
    return Trend(
        strand,
        tuple(
            WeekLine(week, series.add_up(now, due), series.compare(now, then))
            for week, now, then in zip(weeks, this_year, last_year, strict=True)
        ),
        series.lines(this_year, last_year, due),
        due,
    )


def _or_none(count: int | None) -> str:
    return "no figure" if count is None else f"{count:,}"
