"""What reached the unit week by week, and the running total of deaths in the financial year."""

from datetime import datetime

from dhp.calendar import (
    financial_year,
    first_day_of_financial_year,
    london_date,
    short_date,
    week_of,
    year_earlier,
)
from dhp.charts.columns import Band, Columns
from dhp.charts.lines import Line, Lines
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, span
from dhp.statistics.received import Span, anything_known, received
from dhp.statistics.running import running
from dhp.statistics.usual import LEAST_BASE, usual

WEEKS, BASE_WEEKS = 26, 12


def exhibits(as_at: datetime) -> tuple[Exhibit, ...]:
    """The weekly notifications, and the deaths since 1 April."""
    return weekly(as_at), since_april(as_at)


def weekly(as_at: datetime) -> Exhibit:
    """Notifications of the last 26 whole weeks beside the usual range of a week."""
    weeks = [week_of(london_date(as_at)).previous]
    while len(weeks) < WEEKS:
        weeks.insert(0, weeks[0].previous)
    counts = received([Span(week.begins_at, week.ends_before) for week in weeks], as_at)
    values = tuple(count.total() for count in counts)
    usually = usual(values[-BASE_WEEKS - 1 : -1])
    return Exhibit(
        "received",
        f"{values[-1]:,} received in the last whole week: {usually.verdict(values[-1])}",
        f"Deaths notified in each reporting week, {PLACE}, {span(weeks[0].start, weeks[-1].end)}",
        Columns(
            across="Week ending",
            measure="Deaths notified",
            labels=tuple(short_date(week.end) for week in weeks),
            values=values,
            band=Band(usually.low, usually.high, f"usual range {usually.low} to {usually.high}"),
        ),
        (
            (
                f"The usual range is where a week’s count lies 95 times in 100 when nothing has changed, "
                f"after the {BASE_WEEKS} weeks before the last. Nothing is said of fewer than {LEAST_BASE} "
                "deaths in these weeks."
            ),
            "Counted by the day of receipt: work that came in, not deaths that happened.",
        ),
    )


def since_april(as_at: datetime) -> Exhibit:
    """Deaths since 1 April by the day they happened, this year and last at the same lag."""
    end = week_of(london_date(as_at)).previous.end
    totals = running(end, as_at)
    now, then = totals.this_year[-1], totals.last_year[-1]
    told = f", {then:,} at the same point last year"
    known = anything_known(year_earlier(as_at))
    lines = [Line(financial_year(end), totals.this_year)]
    notes = ["Each year as it was known at the same lag, so that late notices do not decide."]
    if known:
        lines.append(Line("last year", totals.last_year))
    if totals.vague:
        deaths = "1 death" if totals.vague == 1 else f"{totals.vague:,} deaths"
        notes.append(f"Not drawn: {deaths} known by the month alone.")
    return Exhibit(
        "since-april",
        f"{now:,} deaths since 1 April{told if known else ''}",
        f"Deaths by date of death, running total, {PLACE}, {span(first_day_of_financial_year(end), end)}",
        Lines(
            across="Week ending",
            measure="Deaths since 1 April",
            labels=tuple(short_date(day) for day in totals.ends),
            lines=tuple(lines),
        ),
        tuple(notes),
    )
