"""Charts W1 and W2 of the weekly briefing."""

from dhp.calendar import financial_year, short_date
from dhp.charts.columns import Band, Columns
from dhp.charts.lines import Line, Lines
from dhp.reports.blocks import ChartBlock
from dhp.reports.contents.weekly_figures import WeeklyFigures


def received(figures: WeeklyFigures) -> ChartBlock:
    """W1: deaths received in each of the last 26 weeks, beside the usual range."""
    usual = figures.usual[None]
    counts = tuple(counts.total() for _week, counts in figures.weeks)
    last = counts[-1]
    return ChartBlock(
        id="W1",
        title=f"{last:,} received this week: {usual.verdict(last)}",
        subtitle="Deaths notified in each reporting week, England and Wales, last 26 weeks",
        alternative=(
            f"Columns for 26 reporting weeks. They run from {min(counts):,} to {max(counts):,} deaths a "
            f"week; the last, which is provisional, is {last:,}. The usual range is {usual.low} to "
            f"{usual.high}."
        ),
        chart=Columns(
            across="Week ending",
            measure="Deaths notified",
            labels=tuple(short_date(week.end) for week, _counts in figures.weeks),
            values=counts,
            band=Band(usual.low, usual.high, f"usual range {usual.low} to {usual.high}"),
        ),
    )


def deaths(figures: WeeklyFigures) -> ChartBlock:
    """W2: deaths since 1 April by the day they happened, this year and last at the same lag."""
    running = figures.running
    now, then = running.this_year[-1], running.last_year[-1]
    this, last = financial_year(running.ends[-1]), "last year"
    notes: tuple[str, ...] = ()
    if running.vague == 1:
        notes = ("1 death known only by its month is not drawn.",)
    elif running.vague:
        notes = (f"{running.vague:,} deaths known only by their month are not drawn.",)
    return ChartBlock(
        id="W2",
        title=f"{now:,} deaths since 1 April, {then:,} at this point last year",
        subtitle="Deaths by date of death, running total, each year as known at the same lag",
        alternative=(
            f"Two lines of running totals by week. This financial year has reached {now:,}; last year "
            f"had reached {then:,} by this week, as known then."
        ),
        chart=Lines(
            across="Week ending",
            measure="Deaths since 1 April",
            labels=tuple(short_date(end) for end in running.ends),
            lines=(Line(this, running.this_year), Line(last, running.last_year)),
        ),
        notes=notes,
    )
