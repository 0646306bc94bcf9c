"""Cells that tell of people though they are not small: everybody, or nearly everybody, is in them."""

import itertools
from collections.abc import Iterator, Mapping

from dhp.statistics.disclosure.grids import Place
from dhp.statistics.tables import TOTAL, Table


def unsafe_places(table: Table, counts: Mapping[Place, int], limit: int) -> frozenset[Place]:
    """The places of `table` that tell something of a whole group, whatever their size.

    Where all of a row or a column is in one cell, being in the group tells what the cell says.
    Where an answer that is no part of a whole is given by all, or by all but fewer than `limit`, it
    tells of those too. States of absence tell nothing. Columns that are not declared parts of a
    whole may lie within each other, so that a small difference of two is a small group.
    """
    if not table.sensitive:
        return frozenset()
    found = frozenset(_close_columns(table, counts, limit))
    if not table.rows_add:
        return found.union(_nearly_all(table, counts, limit))
    return found.union(_alone_in_a_line(table, counts))


def whole_rows(table: Table, hidden: frozenset[Place]) -> frozenset[Place]:
    """All counts of every row of which something is hidden, where nobody declared how the columns
    belong together: the rest of the row could add up to what is hidden.
    """
    if table.columns_add or len(table.counts) < 2:
        return hidden
    rows = {row for row, _column in hidden}
    return hidden | {(row, column.key) for row in rows for column in table.counts}


def _close_columns(table: Table, counts: Mapping[Place, int], limit: int) -> Iterator[Place]:
    if table.columns_add:
        return
    for row in table.rows:
        for one, other in itertools.combinations(table.counts, 2):
            if 0 < abs(counts[row.key, one.key] - counts[row.key, other.key]) < limit:
                yield row.key, one.key


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
