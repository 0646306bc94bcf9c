"""Making a measured table fit a report: fewer columns, wider groups, no empty states, marked months."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dhp.calendar import end_of
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import estimates
from dhp.statistics.measures.spans import days_of_span, spans_between
from dhp.statistics.nowcast import provisional
from dhp.statistics.received import anything_known
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Row, Table

_SEVERAL = 3  # answers


def only(table: Table, *keys: str) -> Table:
    """The table with these of its columns, in this order. For a restricted edition: a column that
    stays may be worked out from one that goes.
    """
    columns = {column.key: column for column in table.columns}
    rows = (replace(row, cells={key: row.cells[key] for key in keys}) for row in table.rows)
    return replace(table, columns=tuple(columns[key] for key in keys), rows=tuple(rows))


def without_empty_states(table: Table) -> Table:
    """The table without rows and columns for a state of absence in which nothing is. Restricted."""
    rows = tuple(row for row in table.rows if not (row.missing and _is_empty(row)))
    empty = {
        column.key
        for column in table.columns
        if column.key.startswith("[") and not any(row.cells[column.key].value for row in rows)
    }
    kept = (column.key for column in table.columns if column.key not in empty)
    return only(replace(table, rows=rows), *kept)


def without_noughts(table: Table) -> Table:
    """The table with the answers that nobody gave in a note, where these are several. Restricted."""
    counts = {column.key for column in table.columns if column.of is None}
    empty = [
        row
        for row in table.rows
        if row.key != TOTAL and not any(row.cells[key].value for key in counts)
    ]
    if len(empty) < _SEVERAL:
        return table
    gone = {row.key for row in empty}
    note = f"None: {'; '.join(row.label.lower() for row in empty)}."
    kept = tuple(row for row in table.rows if row.key not in gone)
    return replace(table, rows=kept, notes=(*table.notes, note))


def grouped(table: Table, groups: Mapping[str, str], labels: Mapping[str, str]) -> Table:
    """The table with its rows added up into wider ones, by the key of each; other rows stay.

    Only tables of counts whose rows are parts of a whole can be added up: ValueError otherwise.
    """
    if not table.rows_add or len(table.counts) != len(table.columns):
        raise ValueError(f"Table {table.id}: only counts that are parts of a whole can be added.")
    sums: dict[str, Row] = {}
    for row in table.rows:
        key = groups.get(row.key, row.key)
        before = sums.get(key)
        if before is None:
            label = labels[key] if row.key in groups else row.label
            sums[key] = replace(row, key=key, label=label, wider=())
        else:
            sums[key] = replace(before, cells=_added(before.cells, row.cells))
    name = f"{table.rows_by}_grouped"
    return replace(
        table,
        rows=tuple(sums.values()),
        rows_by=name,
        groups={},
        wider_heads=(),
        series=table.series.replace(f":{table.rows_by}", f":{name}"),
        asked=None,
    )


def with_provisional_months(brief: Brief, table: Table) -> Table:
    """The table by month with [p] after the months that are provisional."""
    found = estimates(brief)
    soon = {
        row.key
        for row in _stretches(table)
        if provisional(date.fromisoformat(f"{row.key}-01"), brief.as_at, found)
    }
    return _marked(table, soon)


def with_provisional_quarters(brief: Brief, table: Table) -> Table:
    """The table by quarter with [p] after those of which any month is provisional."""
    found, days = estimates(brief), table.period
    soon = set()
    for key, _label in spans_between("quarter", days.start, days.end):
        last = days_of_span("quarter", key, days.start, days.end)[1]
        if provisional(last.replace(day=1), brief.as_at, found):
            soon.add(key)
    return _marked(table, soon)


def with_uncollected(name: str, table: Table) -> Table:
    """The table by `name` with [x] for stretches without a death that ended before anything was
    collected: there nobody looked, and a nought would say that there was none.
    """
    days, cells = table.period, [Cell.marked(Mark.NOT_AVAILABLE)] * len(table.columns)
    nothing = dict(zip((column.key for column in table.columns), cells, strict=True))
    gone = set()
    for row in _stretches(table):
        last = days_of_span(name, row.key, days.start, days.end)[1]
        if not any(cell.value for cell in row.cells.values()) and not anything_known(end_of(last)):
            gone.add(row.key)
    rows = (replace(row, cells=nothing) if row.key in gone else row for row in table.rows)
    note = ("[x] stands for days before anything was collected.",) if gone else ()
    return replace(table, rows=tuple(rows), notes=(*table.notes, *note))


def _stretches(table: Table) -> list[Row]:
    return [row for row in table.rows if not row.missing and row.key != TOTAL]


def _marked(table: Table, keys: Collection[str]) -> Table:
    rows = (
        replace(row, label=Mark.PROVISIONAL.after(row.label)) if row.key in keys else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def with_marked_rows(table: Table, key: str) -> Table:
    """The table with the mark of each cell of the column `key` that has a number after the label of
    its row: a mark never stands beside a number.
    """
    rows = []
    for row in table.rows:
        cell = row.cells[key]
        marked = cell.mark is not None and cell.value is not None
        rows.append(replace(row, label=cell.mark.after(row.label)) if marked and cell.mark else row)
    return replace(table, rows=tuple(rows))


def with_columns(
    table: Table,
    columns: tuple[Column, ...],
    cells: Mapping[str, Mapping[str, Cell]],
    rows: Sequence[Row] = (),
) -> Table:
    """The table with other columns, whose cells are given by the key of each row; and with other
    rows, where some are given.
    """
    filled = tuple(replace(row, cells=cells[row.key]) for row in rows or table.rows)
    return replace(table, columns=columns, rows=filled, columns_add=False, columns_by="")


def _added(one: Mapping[str, Cell], other: Mapping[str, Cell]) -> dict[str, Cell]:
    return {
        key: Cell.count(int((cell.value or 0) + (other[key].value or 0)))
        for key, cell in one.items()
    }


def _is_empty(row: Row) -> bool:
    return not any(cell.value for cell in row.cells.values())
