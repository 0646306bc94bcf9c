"""Invented tables to clear."""

from datetime import UTC, date, datetime

from dhp.statistics.tables import TOTAL, Cell, Column, Period, Row, Table

PERIOD = Period(date(2025, 4, 1), date(2025, 11, 20))
AS_AT = datetime(2025, 11, 21, tzinfo=UTC)


def listed(counts, *, column="n", rows_by="type", missing=(), wider=None, **given):
    """A table of one column of counts by their keys, with its total."""
    groups = wider or {}
    rows = [
        Row(
            key,
            key.capitalize(),
            {column: Cell.count(count)},
            missing=key in missing,
            wider=(groups[key],) if key in groups else (),
        )
        for key, count in counts.items()
    ]
    total = Row(TOTAL, "All", {column: Cell.count(sum(counts.values()))})
    return table([*rows, total], [Column(column, "Deaths")], rows_by, groups, **given)


def crossed(counts, *, rows_by="type", columns_by="sex", wider=None, **given):
    """A table of counts by row and column key, with its totals."""
    groups = wider or {}
    keys = list(next(iter(counts.values())))
    rows = [
        Row(row, row.capitalize(), _cells(cells), wider=(groups[row],) if row in groups else ())
        for row, cells in counts.items()
    ]
    sums = {key: sum(cells[key] for cells in counts.values()) for key in keys}
    columns = [Column(key, key.capitalize()) for key in (*keys, TOTAL)]
    rows.append(Row(TOTAL, "All", _cells(sums)))
    return table(rows, columns, rows_by, groups, columns_add=True, columns_by=columns_by, **given)


def _cells(counts):
    cells = {key: Cell.count(int(count)) for key, count in counts.items()}
    return cells | {TOTAL: Cell.count(int(sum(counts.values())))}


def table(rows, columns, rows_by, groups, **given):
    said = {
        "id": "T1",
        "title": "Deaths",
        "unit": "Deaths (victims)",
        "base": "All",
        "row_head": "Kind",
        "period": PERIOD,
        "as_at": AS_AT,
        "source": "Invented",
        "wider_heads": ("Wider kind",) if groups else (),
        "groups": {key: key.capitalize() for key in groups.values()},
    }
    return Table(rows=tuple(rows), columns=tuple(columns), rows_by=rows_by, **said | given)


def shown(cleared, column="n"):
    """What a cleared table shows in a column, by the keys of its rows."""
    return {row.key: row.cells[column].shown for row in cleared.rows}
