"""How figures were revised: what changed since the edition before, and the counts as they once stood."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dhp.calendar import end_of, month_days
from dhp.reports.contents.contents import Brief, Sure
from dhp.reports.contents.tables.asking import estimates, last_months, question
from dhp.reports.contents.tables.shaping import only, with_columns
from dhp.statistics.measures import lay_out
from dhp.statistics.nowcast import provisional
from dhp.statistics.revisions import revisions_triangle
from dhp.statistics.tables import Cell, Column, Period, Table

# Moves that are told together, by the column they are told in.
_MOVES = {
    "new": ("Died since", ("new",)),
    "late": ("Notified late", ("late",)),
    "scope": ("Into or out of scope", ("reinstated", "-withdrawn")),
    "merged": ("Same death as another", ("parted", "-merged")),
    "reclassified": ("Type changed", ("reclassified_in", "-reclassified_out")),
    "corrected": ("Other facts corrected", ("corrected_in", "-corrected_out")),
}


def since_the_edition_before(months: int) -> Sure:
    """Deaths of the last months by type: as known before, what moved by its cause, and as known now.

    It balances, or nothing is built.
    """

    def make(brief: Brief) -> Table:
        asking = question(brief, last_months(brief, months), "type")
        table = lay_out("revisions", replace(asking, before=brief.before_as_at))
        columns = {column.key: column for column in table.columns}
        told = (
            columns["opening"],
            *(Column(key, label) for key, (label, _parts) in _MOVES.items()),
            columns["closing"],
        )
        cells = {row.key: {**row.cells, **_moves(row.cells)} for row in table.rows}
        kept = {
            row: {column.key: found[column.key] for column in told} for row, found in cells.items()
        }
        return with_columns(table, told, kept)

    return make


def triangle(months: int) -> Sure:
    """Deaths by month of death as they stood at the end of each of the last months, and now."""

    def make(brief: Brief) -> Table:
        table = revisions_triangle(months, brief.as_at, provisional_months(brief, months))
        at_the_end = brief.as_at == end_of(brief.period.end)  # what is known now is the last column
        keys = [column.key for column in table.columns]
        return _marks_alone(only(table, *keys[:-1]) if at_the_end else table)

    return make


def _marks_alone(table: Table) -> Table:
    """The table with no number behind a mark: a month that had not ended had no count."""
    rows = (
        replace(
            row,
            cells={
                key: Cell.marked(cell.mark) if cell.mark else cell
                for key, cell in row.cells.items()
            },
        )
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def provisional_months(brief: Brief, months: int) -> frozenset[str]:
    """The keys of those of the last months that are provisional."""
    found, period = estimates(brief), last_months(brief, months)
    return frozenset(
        f"{day:%Y-%m}" for day in months_of(period) if provisional(day, brief.as_at, found)
    )


def months_of(period: Period) -> list[date]:
    """The first day of each month of `period`."""
    days = [period.start.replace(day=1)]
    while (last := month_days(days[-1])[1]) < period.end:
        days.append(date.fromordinal(last.toordinal() + 1))
    return days


def _moves(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {key: _moved(cells, parts) for key, (_label, parts) in _MOVES.items()}


def _moved(cells: Mapping[str, Cell], parts: tuple[str, ...]) -> Cell:
    net = sum(
        (-1 if part.startswith("-") else 1) * int(cells[part.lstrip("-")].value or 0)
        for part in parts
    )
    return Cell(net, f"{net:+,}" if net else "0")
