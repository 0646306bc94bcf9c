"""From the stored form of a report back to the document, so that an issued report stays itself."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from dhp.charts.columns import Band, Columns
from dhp.charts.lines import Line, Lines
from dhp.reports.blocks import (
    AnyTable,
    Block,
    Bullets,
    Cell,
    Chart,
    ChartBlock,
    Column,
    Heading,
    Mark,
    Note,
    Row,
    TableBlock,
    Text,
)
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom, Period
from dhp.statistics.disclosure import read_cleared

Data = Mapping[str, Any]


def read_document(data: Data) -> Document:
    """The document whose `to_data()` is `data`. ValueError where its checksum does not agree."""
    front = dict(data["front"])
    front["next_edition"] = _day(front["next_edition"])
    coverage = data["coverage"]
    document = Document(
        report=data["report"],
        edition=Edition(data["edition"]),
        title=data["title"],
        subtitle=data["subtitle"],
        period=Period(
            date.fromisoformat(data["period"]["from"]), date.fromisoformat(data["period"]["to"])
        ),
        as_at=datetime.fromisoformat(data["as_at"]),
        issued=datetime.fromisoformat(data["issued"]) if data["issued"] else None,
        made_from=MadeFrom(**data["made_from"]),
        coverage=Coverage(**{**coverage, "missing": tuple(coverage["missing"])}),
        front=Front(**front),
        blocks=tuple(_BLOCKS[block["kind"]](_without_kind(block)) for block in data["blocks"]),
        version=data["version"],
    )
    if document.checksum != data["checksum"]:
        raise ValueError("The stored report was changed: its checksum does not agree.")
    return document


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _without_kind(block: Data) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key != "kind"}


def _table(data: dict[str, Any]) -> AnyTable:
    if "threshold" in data:
        return read_cleared(data)
    return TableBlock(
        **{
            **data,
            "columns": tuple(Column(**column) for column in data["columns"]),
            "rows": tuple(_row(row) for row in data["rows"]),
            "notes": tuple(data["notes"]),
        }
    )


def _row(data: Data) -> Row:
    cells = {
        key: Cell(cell["value"], cell["shown"], Mark(cell["mark"]) if cell["mark"] else None)
        for key, cell in data["cells"].items()
    }
    return Row(data["key"], data["label"], cells)


def _chart_block(data: dict[str, Any]) -> ChartBlock:
    chart = _CHARTS[data["chart"]["kind"]](_without_kind(data["chart"]))
    return ChartBlock(**{**data, "chart": chart, "notes": tuple(data["notes"])})


def _columns(data: dict[str, Any]) -> Columns:
    return Columns(
        **{
            **data,
            "labels": tuple(data["labels"]),
            "values": tuple(data["values"]),
            "band": Band(**data["band"]) if data["band"] else None,
        }
    )


def _lines(data: dict[str, Any]) -> Lines:
    lines = tuple(Line(line["label"], tuple(line["values"])) for line in data["lines"])
    return Lines(**{**data, "labels": tuple(data["labels"]), "lines": lines})


_CHARTS: dict[str, Callable[[dict[str, Any]], Chart]] = {
    Columns.kind: _columns,
    Lines.kind: _lines,
}

_BLOCKS: dict[str, Callable[[dict[str, Any]], Block]] = {
    Heading.kind: lambda data: Heading(**data),
    Text.kind: lambda data: Text(**data),
    Bullets.kind: lambda data: Bullets(tuple(data["items"])),
    Note.kind: lambda data: Note(**data),
    TableBlock.kind: _table,
    ChartBlock.kind: _chart_block,
}
