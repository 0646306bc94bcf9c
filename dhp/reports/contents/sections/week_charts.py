"""Charts W1, W2 and W3 of the weekly briefing, each drawn from one of its tables."""

from dhp.charts.columns import Band, Columns
from dhp.charts.lines import Line, Lines
from dhp.reports.contents.picture import Drawn, drawn
from dhp.statistics.tables import Cell, Laid


def received(table: Laid) -> Drawn:
    """W1: deaths received in each of the last 26 weeks, beside the usual range."""
    counts = tuple(int(row.cells["count"].value or 0) for row in table.rows)
    last = table.rows[-1].cells
    usual = f"{last['low'].shown} to {last['high'].shown}"
    return Drawn(
        id="W1",
        title=f"{last['count'].shown} received this week: {table.title.partition(': ')[2]}",
        subtitle="Deaths notified in each reporting week, England and Wales",
        alternative=(
            f"A column for each of the last reporting weeks. They run from {min(counts):,} to "
            f"{max(counts):,} deaths a week; the last, which is provisional, is {last['count'].shown}. "
            f"The usual range is {usual}."
        ),
        chart=Columns(
            across=table.row_head,
            measure="Deaths notified",
            labels=tuple(row.label for row in table.rows),
            values=counts,
            band=Band(last["low"].value or 0, last["high"].value or 0, f"usual range {usual}"),
        ),
    )


def deaths(table: Laid) -> Drawn:
    """W2: deaths since 1 April by the day they happened, this year and last at the same lag."""
    now, then = (table.rows[-1].cells[key].shown for key in ("this_year", "last_year"))
    return Drawn(
        id="W2",
        title=f"{now} deaths since 1 April, {then} at this point last year",
        subtitle="Deaths by date of death, running total, each year as known at the same lag",
        alternative=(
            f"Two lines of running totals by week. This financial year has reached {now}; last year "
            f"had reached {then} by this week, as known then."
        ),
        chart=_lines(table, "Deaths since 1 April"),
        notes=table.notes,
    )


def demand(table: Laid) -> Drawn:
    """W3: the course of one strand, this year and in the same weeks of last year."""
    last = table.rows[-1].cells
    now, then = _words(last["this_year"]), _words(last["last_year"])
    return Drawn(
        id="W3",
        title=f"{table.title}: {now}, same week last year {then}",
        subtitle=f"{table.unit} by week. {table.base}",
        alternative=(
            "A line for the weeks up to this one and one for the same weeks last year. A week that "
            f"most forces did not return is a gap. The last week has {now}; the same week last year "
            f"had {then}."
        ),
        chart=_lines(table, table.unit),
    )


def _lines(table: Laid, measure: str) -> Lines:
    return Lines(
        across=table.row_head,
        measure=measure,
        labels=tuple(row.label for row in table.rows),
        lines=tuple(
            Line(column.label, tuple(drawn(row.cells[column.key]) for row in table.rows))
            for column in table.columns
        ),
    )


def _words(cell: Cell) -> str:
    return "no figure" if cell.value is None else cell.shown
