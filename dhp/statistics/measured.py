"""Where a figure comes from: the measure behind a table and what it was asked, to trace it by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Measured:
    """What a measure was asked: the name of the measure, how it was laid out, of what and when.

    `by` and `where` are as in a question; `start` and `end` are days, both included. `before` is an
    earlier instant, of measures of what changed since.
    """

    measure: str
    as_at: datetime
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    start: date | None = None
    end: date | None = None
    before: datetime | None = None

    def narrowed(self, *groups: tuple[str, str]) -> "Measured":
        """The same of the deaths in `groups` alone, each a name and a key: how one cell is traced."""
        taken = {name for name, _key in groups}
        left = tuple(name for name in self.by if name not in taken)
        return replace(self, by=left, where=(*self.where, *groups))

    def to_data(self) -> dict[str, Any]:
        """The same as plain lists, words and numbers."""
        return {
            "measure": self.measure,
            "by": list(self.by),
            "where": [list(pair) for pair in self.where],
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
            "as_at": self.as_at.isoformat(),
            "before": self.before.isoformat() if self.before else None,
        }


def read_measured(data: Mapping[str, Any] | None) -> Measured | None:
    """What `Measured.to_data` wrote; None where nothing was."""
    if data is None:
        return None
    return Measured(
        measure=data["measure"],
        as_at=datetime.fromisoformat(data["as_at"]),
        by=tuple(data["by"]),
        where=tuple((name, key) for name, key in data["where"]),
        start=date.fromisoformat(data["from"]) if data["from"] else None,
        end=date.fromisoformat(data["to"]) if data["to"] else None,
        before=datetime.fromisoformat(data["before"]) if data["before"] else None,
    )
