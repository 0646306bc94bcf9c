"""Coverage as a CSV file: a row for each force and period, every kind of nothing with its mark."""

import csv
import io

from dhp.calendar import london_time
from dhp.returns.coverage import Cell, Coverage

COLUMNS = (
    "force_code",
    "force",
    "period_from",
    "period_to",
    "standing",
    "deaths_confirmed",
    "timing",
    "returned_at",
    "revision",
)
NOT_DUE = "not due"


def coverage_csv(found: Coverage) -> str:
    """The file: a heading, then forces in their order and periods in theirs."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for row in found.rows:
        for cell in row.cells:
            period = cell.period
            rows.writerow(
                (
                    *(row.force.code, row.force.name, period.first, period.last),
                    *(cell.standing.value, _count(cell), cell.timing or ""),
                    london_time(cell.made_at).isoformat() if cell.made_at else "",
                    cell.revision or "",
                )
            )
    return text.getvalue()


def _count(cell: Cell) -> str:
    """The deaths confirmed, or the mark of what is there instead; never blank."""
    if cell.absence:
        return cell.absence.mark
    return NOT_DUE if cell.deaths is None else str(cell.deaths)
