"""What passes between reading a file and keeping what it says: rows, and what was found in them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dhp.cases.models import Source


class Standing(StrEnum):
    """What is said of a row. Only `refused` stops a file."""

    SOUND = "sound"
    WARNING = "warning"
    REFUSED = "refused"
    UNCHANGED = "already imported"


@dataclass(frozen=True)
class Finding:
    """Something found in a file: at which row (the header is row 1), in which column, and why.

    `reason` is a sentence that says what to do. `column` is empty where a whole row is meant.
    """

    file: str
    row: int
    column: str
    reason: str
    standing: Standing = Standing.REFUSED

    @property
    def sentence(self) -> str:
        """The finding in one line."""
        column = f", {self.column}" if self.column else ""
        return f"{self.file} row {self.row}{column}: {self.reason}"


@dataclass(frozen=True)
class FileRow:
    """One death as a deaths file tells it: texts by column name, blank ones included.

    A crosswalk makes such rows of other files. It then gives `key`, which names the death in its
    source for ever, `content`, all that the source says of it, and, where no force is named, the
    `region`. All three are empty for a row of a real deaths file.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    source: Source = Source.FORCE
    key: str = ""
    content: str = ""
    region: str | None = None

    def cell(self, column: str) -> str:
        """The text in `column` without the space around it; blank where the file has no such."""
        return self.cells.get(column, "").strip()

    def refuse(self, column: str, reason: str) -> Finding:
        """A finding that refuses this row."""
        return Finding(self.file, self.number, column, reason)

    def warn(self, column: str, reason: str) -> Finding:
        """A finding that lets this row pass."""
        return Finding(self.file, self.number, column, reason, Standing.WARNING)


@dataclass(frozen=True)
class Conversion:
    """What a scheme made of its files: rows, findings, and what found no place, with counts.

    `unmapped` counts values by (column, value); `not_carried` counts, for each column that the
    dictionary has no place for, the rows in which it says something; `differing` counts what a
    column says otherwise than the answers that are kept.
    """

    rows: Sequence[FileRow]
    findings: Sequence[Finding] = ()
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    not_carried: Counter[str] = field(default_factory=Counter)
    differing: Counter[tuple[str, str]] = field(default_factory=Counter)
