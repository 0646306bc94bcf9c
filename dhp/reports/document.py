"""The content of one report as plain data: every rendering starts here and adds no fact."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from dhp.reports.blocks import Block, Bullets, ChartBlock, Heading, Note, TableBlock, Text
from dhp.statistics.tables import ClearedTable, Period

__all__ = ["Coverage", "Document", "Edition", "Front", "MadeFrom", "Period"]


class Edition(StrEnum):
    """Who an edition is for."""

    RESTRICTED = "restricted"
    SHAREABLE = "shareable"


@dataclass(frozen=True)
class MadeFrom:
    """The versions of the dictionary, the definition and the service that made the figures."""

    dictionary: str
    definition: str
    version: str


@dataclass(frozen=True)
class Coverage:
    """Forces due to return the period, those that did, those with none, and who is missing."""

    due: int
    returned: int
    nil: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Front:
    """The block at the front of every report."""

    marking: str
    handling: str
    foi: str
    author: str
    organisation: str
    contact: str
    portfolio: str = ""
    recipients: str = ""
    next_edition: date | None = None


@dataclass(frozen=True)
class Document:
    """One edition of one report, as known at the instant `as_at`; a draft until `issued`.

    `version` counts corrections of the same edition from 1. Instants carry their time zone.
    """

    report: str
    edition: Edition
    title: str
    subtitle: str
    period: Period
    as_at: datetime
    issued: datetime | None
    made_from: MadeFrom
    coverage: Coverage
    front: Front
    blocks: tuple[Block, ...]
    version: int = 1

    def __post_init__(self) -> None:
        for instant in (self.as_at, self.issued):
            if instant is not None and instant.tzinfo is None:
                raise ValueError("Instants of a report carry their time zone.")
        figures = [b for b in self.blocks if isinstance(b, TableBlock | ClearedTable | ChartBlock)]
        uncleared = [b for b in figures if not isinstance(b, ClearedTable)]
        if self.edition is Edition.SHAREABLE and uncleared:
            raise ValueError("A shareable edition takes no figures that were not cleared.")
        _refuse_twins(figures)
        _refuse_skipped_headings(self.blocks)

    @property
    def reference(self) -> str:
        """What the report is called in footers and file names, such as `weekly-2025-11-20`."""
        return f"{self.report}-{self.period.end.isoformat()}"

    @property
    def marking(self) -> str:
        """The marking of every page, in capitals; a draft says so."""
        marking = self.front.marking.upper()
        return marking if self.issued else f"{marking} - DRAFT"

    @property
    def checksum(self) -> str:
        """SHA-256 of the canonical JSON of everything but the checksum itself, in hexadecimal."""
        canonical = json.dumps(
            self._content(), sort_keys=True, separators=(",", ":"), allow_nan=False
        )
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    def to_data(self) -> dict[str, Any]:
        """The document as plain lists, dictionaries, words and numbers: the form of report.json."""
        return self._content() | {"checksum": self.checksum}

    def to_json(self) -> str:
        """The text of report.json, ASCII only; the same document gives the same text."""
        return json.dumps(self.to_data(), indent=2, allow_nan=False) + "\n"

    def words(self) -> Iterator[str]:
        """Every piece of text in the document, wherever it will be printed."""
        yield from _strings(self.to_data())

    def _content(self) -> dict[str, Any]:
        front = asdict(self.front)
        front["next_edition"] = _day(self.front.next_edition)
        return {
            "report": self.report,
            "edition": self.edition.value,
            "version": self.version,
            "title": self.title,
            "subtitle": self.subtitle,
            "period": {"from": _day(self.period.start), "to": _day(self.period.end)},
            "as_at": self.as_at.isoformat(),
            "issued": self.issued.isoformat() if self.issued else None,
            "made_from": asdict(self.made_from),
            "coverage": asdict(self.coverage) | {"missing": list(self.coverage.missing)},
            "front": front,
            "blocks": [_block_data(block) for block in self.blocks],
        }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _block_data(block: Block) -> dict[str, Any]:
    match block:
        case TableBlock():
            return {"kind": block.kind} | _table_data(block)
        case ClearedTable():
            return {"kind": block.kind} | block.to_data()
        case ChartBlock():
            data = asdict(block)
            data["chart"] = {"kind": block.chart.kind} | data["chart"]
            return {"kind": block.kind} | data
        case Heading() | Text() | Bullets() | Note():
            return {"kind": block.kind} | asdict(block)


def _table_data(table: TableBlock) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "unit": table.unit,
        "base": table.base,
        "row_head": table.row_head,
        "columns": [
            {"key": column.key, "label": column.label, "numeric": column.numeric}
            for column in table.columns
        ],
        "rows": [
            {
                "key": row.key,
                "label": row.label,
                "cells": {column.key: asdict(row.cells[column.key]) for column in table.columns},
            }
            for row in table.rows
        ],
        "notes": list(table.notes),
    }


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value)


def _refuse_twins(figures: list[TableBlock | ClearedTable | ChartBlock]) -> None:
    twins = [key for key, n in Counter((f.kind, f.id) for f in figures).items() if n > 1]
    if twins:
        raise ValueError(f"Two figures of one kind share an id: {twins}.")


def _refuse_skipped_headings(blocks: tuple[Block, ...]) -> None:
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            if not 2 <= block.level <= min(3, level + 1):
                raise ValueError(f"The heading {block.text!r} is out of order.")
            level = block.level
