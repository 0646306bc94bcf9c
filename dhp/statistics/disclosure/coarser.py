"""Merging the rows of a table into wider groups: a coarser table is better than one with holes."""

from dataclasses import replace

from dhp.statistics.tables import Cell, Geography, Row, Table

LEFT_OUT = "Figures computed from counts are left out where rows are merged."


def levels(table: Table) -> int:
    """How many times the rows of `table` can be merged further."""
    return max((len(row.wider) for row in table.rows), default=0)


def coarser(table: Table, level: int) -> Table:
    """`table` with its rows merged into their `level`th wider group; 0 leaves it as it is.

    Rows that have no such group stay. What is computed from counts is left out: only whoever
    computed it could do so again.
    """
    if not level:
        return table
    counts = table.counts
    merged: dict[str, list[Row]] = {}
    for row in table.rows:
        merged.setdefault(row.wider[level - 1] if len(row.wider) >= level else row.key, []).append(
            row
        )
    computed = len(counts) < len(table.columns)
    return replace(
        table,
        row_head=table.wider_heads[level - 1],
        columns=counts,
        rows=tuple(_merged(table, key, rows, level) for key, rows in merged.items()),
        notes=(*table.notes, LEFT_OUT) if computed else table.notes,
        rows_by=_by(table, level),
        geography=_geography(table, level),
    )


def _merged(table: Table, key: str, rows: list[Row], level: int) -> Row:
    sums = {
        column.key: Cell.count(sum(int(row.cells[column.key].value or 0) for row in rows))
        for column in table.counts
    }
    first = rows[0]
    if len(first.wider) < level:
        return Row(key, first.label, sums, first.missing)
    return Row(key, table.groups[key], sums, all(row.missing for row in rows))


def _by(table: Table, level: int) -> str:
    """What the merged rows tell apart: forces merge into regions first."""
    return "region" if (table.rows_by, level) == ("force", 1) else f"{table.rows_by}-{level}"


def _geography(table: Table, level: int) -> Geography:
    if table.rows_by == "force" and table.geography is Geography.FORCE:
        return Geography.REGION if level == 1 else Geography.NATIONAL
    return Geography.NATIONAL if table.rows_by == "region" else table.geography
