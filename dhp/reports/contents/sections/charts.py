"""The charts of periodic reports, each drawn from one laid table."""

from collections.abc import Callable

from dhp.charts.columns import Columns
from dhp.charts.control import Control
from dhp.charts.gaps import number
from dhp.charts.intervals import Interval, Intervals
from dhp.charts.nowcast import Estimate, Nowcast
from dhp.charts.steps import Climb, Steps
from dhp.reports.contents.picture import Drawn, drawn
from dhp.reports.contents.words import deaths
from dhp.shares import rounded
from dhp.statistics.tables import TOTAL, Cell, Laid, Mark, Row

Draw = Callable[[Laid], Drawn]
PLACE = "England and Wales"
MARKS = (1.0, 7.0, 14.0, 28.0, 60.0, 90.0, 180.0)  # days told beside the curve
_SOON = f" [{Mark.PROVISIONAL}]"


def months_with_estimates(chart_id: str) -> Draw:
    """Deaths by month as known, with what is estimated to come over the provisional ones."""

    def draw(table: Laid) -> Drawn:
        last = table.rows[-1]
        known, estimate = last.cells["reported"], last.cells["estimate"]
        title = f"{deaths(known)} known for {_month(last.label)}"
        if estimate.value is not None:
            title += f", {estimate.shown} estimated"
        soon = [row.label.endswith(_SOON) for row in table.rows]
        estimated = [
            Estimate(place, *(_whole(row.cells[key]) for key in ("estimate", "low", "high")))
            for place, row in enumerate(table.rows)
            if soon[place] and row.cells["estimate"].value is not None
        ]
        return Drawn(
            id=chart_id,
            title=title,
            subtitle=f"Deaths by month of death, {PLACE}, with the interval of each estimate",
            chart=Nowcast(
                across=table.row_head,
                measure="Deaths known",
                labels=_months(table.rows),
                values=tuple(drawn(row.cells["reported"]) for row in table.rows),
                provisional=sum(soon),
                estimates=tuple(estimated),
            ),
        )

    return draw


def months(chart_id: str) -> Draw:
    """Deaths by month as known; what is withheld is a gap."""

    def draw(table: Laid) -> Drawn:
        rows = [row for row in table.rows if row.key != TOTAL and not row.key.startswith("[")]
        return Drawn(
            id=chart_id,
            title="Deaths by month of death since 1 April",
            subtitle=f"{table.unit}, {PLACE}",
            chart=Columns(
                across=table.row_head,
                measure="Deaths",
                labels=_months(rows),
                values=tuple(drawn(row.cells["count"]) for row in rows),
                provisional=sum(row.label.endswith(_SOON) for row in rows),
            ),
        )

    return draw


def delay_curve(chart_id: str) -> Draw:
    """The share notified by each day after the death, the last months beside the year before them."""

    def draw(table: Laid) -> Drawn:
        curves = [
            Climb(
                column.label,
                tuple(
                    (float(row.key), value)
                    for row in table.rows
                    if (value := number(drawn(row.cells[column.key]))) is not None
                ),
            )
            for column in table.columns
        ]
        return Drawn(
            id=chart_id,
            title="How soon deaths are notified",
            subtitle=f"Share of deaths notified by each day after the death, {PLACE}",
            chart=Steps(
                along=table.row_head,
                measure="Share notified, of deaths notified by now",
                curves=tuple(curves),
                cut=MARKS[-1],
                cut_label="nothing is drawn beyond this day",
                marks=MARKS,
            ),
            notes=table.notes,
        )

    return draw


def days_between(table: Laid) -> Drawn:
    """Days between incidents of a rare type, with the limits of what is usual for them."""
    rows, first = table.rows, table.rows[0].cells
    centre, upper, lower = (float(first[key].value or 0) for key in ("centre", "upper", "lower"))
    return Drawn(
        id=table.id,
        title=table.title,
        subtitle=f"Days between incidents with a death of this type, {PLACE}",
        chart=Control(
            across=table.row_head,
            measure="Days since the incident before",
            labels=tuple(row.label for row in rows),
            values=tuple(drawn(row.cells["days"]) for row in rows),
            centre=centre,
            upper=upper,
            lower=lower,
            signals=tuple(
                place
                for place, row in enumerate(rows)
                if row.cells["signal"].shown.startswith("beyond")
            ),
            centre_label="median",
        ),
        notes=table.notes,
    )


def shares(chart_id: str, title: str) -> Draw:
    """Shares with their intervals as dots, a line for each row that has one."""

    def draw(table: Laid) -> Drawn:
        return Drawn(
            id=chart_id,
            title=title,
            subtitle=f"Share with its interval, {PLACE}",
            chart=Intervals(
                across=table.row_head,
                measure="Share",
                rows=tuple(_interval(row) for row in table.rows if row.key != TOTAL),
            ),
        )

    return draw


def _interval(row: Row) -> Interval:
    value, low, high = (row.cells[key] for key in ("share", "low", "high"))
    if value.value is None or low.value is None or high.value is None:
        return Interval(row.label, None, words=value.shown)
    words = f"{value.shown} ({low.shown} to {high.shown})"
    return Interval(row.label, float(value.value), float(low.value), float(high.value), words)


def _whole(cell: Cell) -> int:
    """The number as the table shows it, so that the chart says the same."""
    return int(rounded(float(cell.value or 0)))


def _months(rows: "list[Row] | tuple[Row, ...]") -> tuple[str, ...]:
    """Labels short enough for the foot of a chart: “Oct 2026”."""
    return tuple(f"{_month(row.label)[:3]} {_month(row.label)[-4:]}" for row in rows)


def _month(label: str) -> str:
    return label.removesuffix(_SOON)
