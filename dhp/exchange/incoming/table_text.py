"""A table as one text and back, so that a file is read once and looked at often."""

import json
from typing import Any

from dhp.exchange.reading.sheets import Sheet, SheetRow
from dhp.exchange.rows import Finding, Standing


def text_of(sheet: Sheet) -> str:
    """All that was read, as JSON; blank cells are left out."""
    told: dict[str, Any] = {
        "columns": list(sheet.columns),
        "rows": [
            [row.number, {name: text for name, text in row.cells.items() if text.strip()}]
            for row in sheet.rows
        ],
        "findings": [[one.row, one.column, one.reason, one.standing] for one in sheet.findings],
    }
    return json.dumps(told, ensure_ascii=False)


def sheet_in(text: str, name: str) -> Sheet:
    """The table again, of the file called `name`."""
    told = json.loads(text)
    blank = dict.fromkeys(told["columns"], "")
    rows = [SheetRow(number, blank | cells) for number, cells in told["rows"]]
    findings = [
        Finding(name, row, column, reason, Standing(standing))
        for row, column, reason, standing in told["findings"]
    ]
    return Sheet(name, told["columns"], rows, findings)
