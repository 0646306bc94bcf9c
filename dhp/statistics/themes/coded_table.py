"""A table about coded cases, with what every such table says of its unit, base, source and time."""

import csv
import io
from typing import Any

from dhp.calendar import london_date
from dhp.statistics.tables import Cell, Laid, Period, Table
from dhp.statistics.themes.coded import Coded
from dhp.web.spreadsheets import as_text


def coded_table(coded: Coded, **said: Any) -> Table:
    """The table with these parts of a `Table`; the rest is the same for all about coded cases."""
    days = [london_date(case.received_at) for case in coded.cases]
    days = days or [london_date(coded.as_at)]
    told: dict[str, Any] = {
        "unit": "coded cases, each a death",
        "base": "cases whose coding is finished and in which the code was looked for",
        "source": f"The unit’s coding, codebook {coded.book.number}",
        "period": Period(min(days), max(days)),
        "as_at": coded.as_at,
    }
    return Table(**(told | said))


def as_csv(table: Laid) -> str:
    """The table as CSV text: a line a row, with the number of the table, its instant and its source.

    A cell without a number holds what the page shows there, such as a mark in square brackets.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(
        ("table", "as_at", "source", "key", table.row_head, *(one.key for one in table.columns))
    )
    start = (table.id, table.as_at.isoformat(timespec="seconds"), table.source)
    for row in table.rows:
        cells = (_plain(row.cells[column.key]) for column in table.columns)
        writer.writerow((*start, row.key, as_text(row.label), *cells))
    return text.getvalue()


def _plain(cell: Cell) -> str | int:
    if cell.value is None:
        return cell.shown
    return f"{cell.value:.6g}" if isinstance(cell.value, float) else cell.value
