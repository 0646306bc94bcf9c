"""What an import found and did, row by row and in total, and the CSV file that tells it."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from dhp.definitions import DeathType, Scope, Verdict
from dhp.exchange.crosswalks.scheme import Scheme
from dhp.exchange.rows import Finding, Standing
from dhp.web.spreadsheets import as_text

COLUMNS = ("file", "row", "verdict", "column", "reason")


@dataclass
class Judged:
    """How many deaths stand where: by type, out of scope, or open, with the facts that these lack."""

    types: Counter[DeathType] = field(default_factory=Counter)
    out: int = 0
    open: int = 0
    lacking: Counter[str] = field(default_factory=Counter)

    def count(self, verdict: Verdict) -> None:
        """Count one death on which a definition gave this verdict."""
        if verdict.scope is Scope.IN and verdict.type:
            self.types[verdict.type] += 1
        elif verdict.scope is Scope.OUT:
            self.out += 1
        else:
            self.open += 1
            self.lacking.update(verdict.lacking)


@dataclass
class Outcome:
    """The result of one import or of its rehearsal.

    `rows` are the deaths that the files tell of, by file and row. `incidents` and `imported` count
    what is new. `run` is the reference of the import once it is kept, else empty.
    """

    scheme: Scheme
    rows: Sequence[tuple[str, int]]
    findings: Sequence[Finding]
    unmapped: Counter[tuple[str, str]]
    not_carried: Counter[str]
    differing: Counter[tuple[str, str]] = field(default_factory=Counter)
    judged: Judged = field(default_factory=Judged)
    new: int = 0
    incidents: int = 0
    without_force: int = 0
    run: str = ""

    @property
    def refused(self) -> list[Finding]:
        """What stops the import, in the order of files and rows."""
        return self.having(Standing.REFUSED)

    def having(self, standing: Standing) -> list[Finding]:
        """The findings of one standing, in the order in which the files were given."""
        return [finding for finding in self.findings if finding.standing is standing]

    def lines(self) -> Iterator[tuple[str, int, str, str, str]]:
        """One line for each finding, and one for each row in which nothing was found."""
        noted = {(finding.file, finding.row) for finding in self.findings}
        lines = [
            (finding.file, finding.row, finding.standing.value, finding.column, finding.reason)
            for finding in self.findings
        ]
        lines += [(*row, Standing.SOUND.value, "", "") for row in self.rows if row not in noted]
        order = {file: n for n, file in enumerate(dict.fromkeys(line[0] for line in lines))}
        yield from sorted(lines, key=lambda line: (order[line[0]], line[1]))

    def write_csv(self, out: TextIO) -> None:
        """Write all lines as CSV that no spreadsheet takes for formulas."""
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for line in self.lines():
            writer.writerow([cell if isinstance(cell, int) else as_text(cell) for cell in line])
