"""Cells that tell of people though they are not small: everybody, or nearly everybody, is in them."""

from collections.abc import Iterator, Mapping

from dhp.statistics.disclosure.grids import Place
from dhp.statistics.tables import TOTAL, Table


def unsafe_places(table: Table, counts: Mapping[Place, int], limit: int) -> frozenset[Place]:
    """The places of `table` that tell something of a whole group, whatever their size.

    Where all of a row or a column is in one cell, being in the group tells what the cell says.
    Where an answer that is no part of a whole is given by all, or by all but fewer than `limit`, it
    tells of those too. States of absence tell nothing.
    """
    if not table.sensitive:
        return frozenset()
    if not table.rows_add:
        return frozenset(_nearly_all(table, counts, limit))
    return frozenset(_alone_in_a_line(table, counts))


def _alone_in_a_line(table: Table, counts: Mapping[Place, int]) -> Iterator[Place]:
    rows = [row.key for row in table.rows if row.key != TOTAL]
    columns = [column.key for column in table.counts if column.key != TOTAL]
    missing = {row.key for row in table.rows if row.missing}
    lines = [[(row, column) for row in rows] for column in columns]
    if table.columns_add:
        lines += [[(row, column) for column in columns] for row in rows]
    for line in lines:
        filled = [place for place in line if counts[place]]
        if len(line) > 1 and len(filled) == 1 and filled[0][0] not in missing:
            yield filled[0]


def _nearly_all(table: Table, counts: Mapping[Place, int], limit: int) -> Iterator[Place]:
    missing = {row.key for row in table.rows if row.missing}
    for (row, column), count in counts.items():
        everybody = counts.get((TOTAL, column))
        if row == TOTAL or row in missing or everybody is None or not count:
            continue
        if everybody - count < limit:
            yield row, column
