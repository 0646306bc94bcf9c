"""What the charts of the weekly briefing draw: notifications by week, and deaths since 1 April."""

from dhp.calendar import financial_year, short_date
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.week import about
from dhp.reports.contents.tables.week_figures import figures
from dhp.statistics.tables import Cell, Column, Period, Row, Table


def by_week(brief: Brief) -> Table:
    """W5: deaths notified in each of the last 26 reporting weeks, beside the usual range of the last."""
    found = figures(brief)
    usual = found.usual[None]
    band = {"low": Cell.count(usual.low), "high": Cell.count(usual.high)}
    weeks = [week for week, _counts in found.weeks]
    last = found.this_week.total()
    return Table(
        id="W5",
        **about(brief) | {"period": Period(weeks[0].start, weeks[-1].end)},
        title=f"Notifications by reporting week: {usual.verdict(last)}",
        unit="Deaths (victims)",
        base="Received from all forces, in scope or not yet judged",
        row_head="Week ending",
        columns=(
            Column("count", "Deaths notified"),
            Column("low", "Usual range from"),
            Column("high", "Usual range to"),
        ),
        rows=tuple(
            Row(
                week.end.isoformat(),
                short_date(week.end),
                {"count": Cell.count(counts.total())} | band,
            )
            for week, counts in found.weeks
        ),
        rows_by="week",
    )


def running(brief: Brief) -> Table:
    """W6: deaths since 1 April by the day they happened, this year and last at the same lag."""
    course = figures(brief).running
    vague = course.vague
    notes: tuple[str, ...] = ()
    if vague:
        deaths = (
            "death known by no more than its"
            if vague == 1
            else "deaths known by no more than their"
        )
        notes = (f"{vague:,} {deaths} month {'is' if vague == 1 else 'are'} not drawn.",)
    return Table(
        id="W6",
        **about(brief) | {"period": Period(course.ends[0], course.ends[-1])},
        title="Deaths since 1 April by date of death, running total",
        unit="Deaths (victims)",
        base="In scope or not yet judged, each year as known at the same lag",
        row_head="Week ending",
        columns=(
            Column("this_year", financial_year(course.ends[-1])),
            Column("last_year", "last year"),
        ),
        rows=tuple(
            Row(
                end.isoformat(),
                short_date(end),
                {"this_year": Cell.count(now), "last_year": Cell.count(then)},
            )
            for end, now, then in zip(course.ends, course.this_year, course.last_year, strict=True)
        ),
        rows_by="week",
        rows_add=False,
        notes=notes,
    )
