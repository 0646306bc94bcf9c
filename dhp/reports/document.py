"""The content of one report as plain data: every rendering starts here and adds no fact."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any

from dhp.charts.kinds import chart_data
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
from dhp.statistics.tables import ClearedTable, Period, Table

__all__ = ["Coverage", "Document", "Edition", "Front", "MadeFrom", "Notice", "Period", "Section"]

COPY = "copy"  # the key under which the file of a recipient says whose it is
Section = tuple[str, str, tuple[Block, ...]]  # key, title, and what stands under it


class Edition(StrEnum):
    """Who an edition is for."""

    RESTRICTED = "restricted"
    SHAREABLE = "shareable"


@dataclass(frozen=True)
class MadeFrom:
    """The versions of the dictionary, the definition and the service that made the figures.

    `trail_head` is the hash of the audit trail's last event at the instant of the data, in
    hexadecimal: who holds the trail can prove that the record was that one.
    """

    dictionary: str
    definition: str
    version: str
    trail_head: str = ""


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
class Notice:
    """The notice of a correction, which stands first: the day, what was wrong, words of apology, and
    the version that this one replaces.
    """

    on: date
    wrong: str
    apology: str
    replaces: int


@dataclass(frozen=True)
class Document:
    """One edition of one report, as known at the instant `as_at`; a draft until `issued`.

    `version` counts corrections of the same edition from 1; a corrected one has a `notice`. `force` is
    the code of the force that a pack is for. Instants carry their time zone. A table is kept as it is
    read. Raises ValueError for a figure that was not cleared in a shareable edition, for twins and for
    headings out of order.
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
    notice: Notice | None = None
    force: str = ""

    def __post_init__(self) -> None:
        for instant in (self.as_at, self.issued):
            if instant is not None and instant.tzinfo is None:
                raise ValueError("Instants of a report carry their time zone.")
        read = tuple(one.plain() if isinstance(one, Table) else one for one in self.blocks)
        object.__setattr__(self, "blocks", read)
        figures = [one for one in read if isinstance(one, Laid | ChartBlock)]
        uncleared = [one for one in figures if not isinstance(one, ClearedTable | ClearedChart)]
        if self.edition is Edition.SHAREABLE and uncleared:
            raise ValueError("A shareable edition takes no figures that were not cleared.")
        _refuse_twins(figures)
        _refuse_headings(read)

    def sections(self) -> Iterator[Section]:
        """Each section: its lasting key, its title, and the blocks under its heading."""
        starts = [at for at, one in enumerate(self.blocks) if _opens(one)]
        for start, end in pairwise((*starts, len(self.blocks))):
            heading = self.blocks[start]
            if isinstance(heading, Heading):
                yield heading.key, heading.text, self.blocks[start + 1 : end]

    @property
    def reference(self) -> str:
        """What the report is called in footers and file names, such as `weekly-2025-11-20`."""
        parts = (self.report, self.force, self.period.end.isoformat())
        return "-".join(part for part in parts if part)

    @property
    def marking(self) -> str:
        """The marking of every page, in capitals; a draft says so."""
        marking = self.front.marking.upper()
        return marking if self.issued else f"{marking} - DRAFT"

    @cached_property  # a document never changes, and every page of the report states it
    def checksum(self) -> str:
        """SHA-256 of the canonical JSON of everything but the checksum itself, in hexadecimal."""
        return checksum_of(self._content())

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
            "notice": self._notice(),
            "blocks": [block_data(block) for block in self.blocks],
        } | ({"force": self.force} if self.force else {})

    def _notice(self) -> dict[str, Any] | None:
        return asdict(self.notice) | {"on": _day(self.notice.on)} if self.notice else None


def checksum_of(content: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of `content` but its checksum and whose copy it is."""
    rest = {key: value for key, value in content.items() if key not in ("checksum", COPY)}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def block_data(block: Block) -> dict[str, Any]:
    """A block as plain data, by its kind."""
    match block:
        case Laid():
            data = block.to_data()
        case ChartBlock():
            said = {key: getattr(block, key) for key in ("id", "title", "subtitle", "alternative")}
            data = said | {"chart": chart_data(block.chart), "notes": block.notes}
            if isinstance(block, ClearedChart):
                data["table"] = block.table.to_data()
        case Comment():
            data = asdict(block) | {"written_at": block.written_at.isoformat()}
        case Heading() | Text() | Bullets() | Note():
            data = asdict(block)
    return {"kind": block.kind} | data


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value)


def _refuse_twins(figures: list[Laid | ChartBlock]) -> None:
    twins = [key for key, n in Counter((f.kind, f.id) for f in figures).items() if n > 1]
    if twins:
        raise ValueError(f"Two figures of one kind share an id: {twins}.")


def _opens(block: Block) -> bool:
    """Whether a section begins here."""
    return isinstance(block, Heading) and block.level == 2


def _refuse_headings(blocks: tuple[Block, ...]) -> None:
    """Refuse a level left out, and two sections with one key."""
    level, keys = 1, set()
    for block in blocks:
        if isinstance(block, Heading):
            if not 2 <= block.level <= min(3, level + 1):
                raise ValueError(f"The heading {block.text!r} is out of order.")
            if _opens(block) and block.key in keys:
                raise ValueError(f"Two sections have the key {block.key}.")
            keys |= {block.key} if _opens(block) else set()
            level = block.level
