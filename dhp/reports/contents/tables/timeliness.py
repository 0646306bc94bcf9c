"""How soon deaths became known: days from death to notification, forces that were late, the curve."""

from dataclasses import replace

from dhp.calendar import rolling_months
from dhp.calendar.clock import days_after
from dhp.reports.contents.contents import Brief, Maker, Sure
from dhp.reports.contents.tables.asking import asked, last_months
from dhp.reports.contents.tables.shaping import only
from dhp.shares import rounded
from dhp.statistics.delay import LEAST_CASES
from dhp.statistics.nowcast import Delays, delay_of
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Period, Row, Table

_SHOWN = (
    *("measured", "lower", "median", "upper", "ninetieth"),
    *("within_7_share", "within_14_share", "within_28_share"),
)
LATE = 28  # days
FURTHEST = 180  # days that the curve is drawn for


def by_month(months: int) -> Sure:
    """Days from death to notification by the month of the notification."""
    return lambda brief: only(asked(brief, "delay", last_months(brief, months), "month"), *_SHOWN)


def late_forces(months: int) -> Maker:
    """Forces with a death notified more than 28 days after it, in the order of the alphabet; none
    where no force has one.
    """

    def make(brief: Brief) -> Table | None:
        table = asked(brief, "delay", last_months(brief, months), "force")
        late = [row for row in table.rows if _over(row) and row.key != TOTAL]
        if not late:
            return None
        rows = [
            replace(row, cells={**row.cells, "over": Cell.count(_over(row))})
            for row in (*late, table.rows[-1])
        ]
        columns = (*table.columns, Column("over", f"Over {LATE} days"))
        told = replace(
            table,
            columns=columns,
            rows=tuple(rows),
            rows_add=False,
            title=f"{table.title}: forces with a notification after more than {LATE} days",
        )
        return only(told, "measured", "median", "over", "within_28_share")

    return make


def curve(brief: Brief) -> Table | None:
    """The share notified by each day after the death: the last three months, and the 12 before them.

    Both are corrected for what is still to be notified. None with too few deaths to draw.
    """
    recent = last_months(brief, 3)
    before = Period(*rolling_months(days_after(recent.start, -1), 12))
    spans = {"recent": recent, "before": before}
    found = {key: delay_of(span, brief.as_at) for key, span in spans.items()}
    told = {key: one for key, one in found.items() if one.measured >= LEAST_CASES}
    if not told:
        return None
    labels = {"recent": "Last 3 months", "before": "12 months before"}
    days = sorted({step.day for one in told.values() for step in one.steps if step.day <= FURTHEST})
    return Table(
        id="curve",
        title="Share of deaths notified by each day after the death",
        unit="Deaths (victims)",
        base="Deaths of these days that are notified, whose day is known",
        row_head="Days after the death",
        columns=tuple(Column(key, labels[key]) for key in told),
        rows=tuple(
            Row(f"{day}", f"{day}", {key: _share(one, day) for key, one in told.items()})
            for day in days
        ),
        period=Period(min(spans[key].start for key in told), brief.period.end),
        as_at=brief.as_at,
        source="The record of deaths and of when they were notified",
        rows_by="day",
        rows_add=False,
        notes=tuple(
            f"{labels[key]}: {one.measured:,} deaths, followed for {one.cut_off:,} days."
            for key, one in told.items()
        ),
    )


def _share(one: Delays, day: int) -> Cell:
    known = one.known_by(day)
    if known is None:
        return Cell.marked(Mark.NOT_AVAILABLE)
    return Cell(known, f"{rounded(100 * known)}%")


def _over(row: Row) -> int:
    """How many were notified after more than 28 days."""
    return int((row.cells["measured"].value or 0) - (row.cells["within_28"].value or 0))
