"""From the stored form of a table back to what it says."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dhp.statistics.measured import read_measured
from dhp.statistics.tables import Cell, Column, Laid, Mark, Period, Row

_WORDS = ("id", "title", "unit", "base", "row_head", "source")


def read_laid(data: Mapping[str, Any]) -> Laid:
    """The table as it is read whose `to_data()` is `data`."""
    return Laid(**parts(data))


def parts(data: Mapping[str, Any]) -> dict[str, Any]:
    """What every table says, by the names of the fields of `Laid`."""
    return {
        **{key: data[key] for key in _WORDS},
        "columns": tuple(_column(column) for column in data["columns"]),
        "rows": tuple(
            Row(row["key"], row["label"], {key: _cell(cell) for key, cell in row["cells"].items()})
            for row in data["rows"]
        ),
        "notes": tuple(data["notes"]),
        "period": Period(
            date.fromisoformat(data["period"]["from"]), date.fromisoformat(data["period"]["to"])
        ),
        "as_at": datetime.fromisoformat(data["as_at"]),
        "asked": read_measured(data.get("asked")),
    }


def _column(data: Mapping[str, Any]) -> Column:
    return Column(
        data["key"],
        data["label"],
        data["numeric"],
        data.get("of"),
        asked=read_measured(data.get("asked")),
    )


def _cell(data: Mapping[str, Any]) -> Cell:
    return Cell(data["value"], data["shown"], Mark(data["mark"]) if data["mark"] else None)
