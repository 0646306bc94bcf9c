"""From the stored form of a report back to the document, so that an issued report stays itself."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from dhp.charts.kinds import read_chart
from dhp.reports.blocks import (
    Block,
    Bullets,
    ChartBlock,
    ClearedChart,
    Comment,
    Heading,
    Laid,
    Note,
    Text,
)
from dhp.reports.document import (
    Coverage,
    Document,
    Edition,
    Front,
    MadeFrom,
    Notice,
    Period,
    checksum_of,
)
from dhp.statistics.disclosure import read_cleared
from dhp.statistics.reading import read_laid

Data = Mapping[str, Any]


def read_document(data: Data) -> Document:
    """The document whose `to_data()` is `data`. ValueError where its checksum does not agree."""
    if checksum_of(data) != data["checksum"]:
        raise ValueError("The stored report was changed: its checksum does not agree.")
    front = dict(data["front"])
    front["next_edition"] = _day(front["next_edition"])
    coverage = data["coverage"]
    return Document(
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
        blocks=tuple(_block(block, data) for block in data["blocks"]),
        version=data["version"],
        notice=_notice(data.get("notice")),
        force=data.get("force", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _block(block: Data, data: Data) -> Block:
    """One block. Tables once had no days of their own: those of the report were meant."""
    own = _without_kind(block)
    if block["kind"] == Laid.kind:
        own = {"period": data["period"], "as_at": data["as_at"], "source": ""} | own
    return _BLOCKS[block["kind"]](own)


def _notice(data: Data | None) -> Notice | None:
    return Notice(**{**data, "on": date.fromisoformat(data["on"])}) if data else None


def _without_kind(block: Data) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key != "kind"}


def _table(data: dict[str, Any]) -> Laid:
    return read_cleared(data) if "threshold" in data else read_laid(data)


def _chart_block(data: dict[str, Any]) -> ChartBlock:
    said = {**data, "chart": read_chart(data["chart"]), "notes": tuple(data["notes"])}
    if "table" in data:
        return ClearedChart(**{**said, "table": read_cleared(data["table"])})
    return ChartBlock(**said)


def _comment(data: dict[str, Any]) -> Comment:
    return Comment(**{**data, "written_at": datetime.fromisoformat(data["written_at"])})


_BLOCKS: dict[str, Callable[[dict[str, Any]], Block]] = {
    Heading.kind: lambda data: Heading(**data),
    Text.kind: lambda data: Text(**data),
    Bullets.kind: lambda data: Bullets(tuple(data["items"])),
    Note.kind: lambda data: Note(**data),
    Comment.kind: _comment,
    Laid.kind: _table,
    ChartBlock.kind: _chart_block,
}
