"""Weekly figures as a file: the template, the reading, and what a file would change."""

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from dhp.accounts.models import Force, User
from dhp.calendar import Week, week_of
from dhp.context.actions import Entry, standing
from dhp.context.models import Strand
from dhp.context.queries import visible_to
from dhp.context.rules import HIGHEST, Figure, figure_of, latest_week
from dhp.context.strands import strands
from dhp.exchange.reading.sheets import Sheet, SheetRow, sheet_from
from dhp.exchange.rows import Finding

COLUMNS = ("force", "week_ending", "strand", "count")
MOST_BYTES = 1_000_000
MOST_ROWS = 5_000
NIL = "nil"

LINES = (
    ("force", "The force", "The ONS code, such as E23000032, or btp."),
    ("week_ending", "Which week", "The Thursday that ends it, such as 2026-02-26."),
    ("strand", "Which figure", "The code in the template."),
    ("count", "How many", "A whole number, nil for none, or nothing if not known."),
)


@dataclass(frozen=True)
class Line:
    """One sound row: what it tells, and what stands at present."""

    row: int
    force: Force
    week: Week
    strand: Strand
    count: int
    present: Figure

    @property
    def figure(self) -> Figure:
        """What would stand."""
        return figure_of(self.count)

    @property
    def outcome(self) -> str:
        """What keeping it would do, in words."""
        if self.figure == self.present:
            return "Stands already"
        return "Replaces a figure" if isinstance(self.present, int) or self._was_nil else "New"

    @property
    def _was_nil(self) -> bool:
        return self.present == figure_of(0)


@dataclass(frozen=True)
class Plan:
    """What a file would do. Nothing may be kept of it while there is a finding.

    `blank` rows have no count and leave things as they are.
    """

    lines: Sequence[Line]
    findings: Sequence[Finding]
    blank: int = 0

    @property
    def entries(self) -> list[Entry]:
        """The figures by force and week."""
        found: dict[tuple[int, date], Entry] = {}
        counts: dict[tuple[int, date], dict[str, int | None]] = {}
        for line in self.lines:
            place = (line.force.id, line.week.end)
            told = counts.setdefault(place, {})
            told[line.strand.code] = line.count
            found.setdefault(place, Entry(line.force, line.week, told))
        return list(found.values())

    def number(self, outcome: str) -> int:
        """How many rows have this outcome."""
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def text(self) -> str:
        """The sound rows as a file again, in one form."""
        rows = [
            (line.force.code, line.week.end.isoformat(), line.strand.code, line.count or NIL)
            for line in self.lines
        ]
        return _written(rows)

    @property
    def mark(self) -> str:
        """A digest of the rows and of what they would replace: it changes when either does."""
        seen = [(line.row, str(line.figure), str(line.present)) for line in self.lines]
        return hashlib.sha256(f"{self.text}{seen}".encode()).hexdigest()


@dataclass
class _Reading:
    """What has been read so far, and what it is checked against."""

    user: User
    name: str
    strands: Mapping[str, Strand]
    forces: dict[date, dict[str, Force]] = field(default_factory=dict)
    taken: dict[tuple[int, date, int], int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, row: SheetRow, column: str, reason: str) -> None:
        self.findings.append(Finding(self.name, row.number, column, reason))

    def force(self, code: str, week: Week) -> Force | None:
        """The force with this code whose figures of `week` the user may return."""
        if week.end not in self.forces:
            seen = visible_to(self.user, week)
            self.forces[week.end] = {force.code: force for force in seen}
        return self.forces[week.end].get(code)


def template(user: User) -> str:
    """A file to fill in: a row for each force of the user and each strand of the latest week."""
    week = latest_week()
    asked = [strand for strand in strands() if strand.asked_in(week)]
    return _written(
        [
            (force.code, week.end.isoformat(), strand.code, "")
            for force in visible_to(user, week)
            for strand in asked
        ]
    )


def plan(data: bytes, name: str, user: User) -> Plan:
    """What the file `data` would do for `user`. What is wrong in it becomes a finding."""
    if len(data) > MOST_BYTES:
        return Plan((), (Finding(name, 1, "", "The file is larger than 1 MB. Split it."),))
    sheet = sheet_from(data, name)
    faults = [*sheet.findings, *_faults_of_the_whole(sheet)]
    if faults:
        return Plan((), faults)
    reading = _Reading(user, name, {strand.code: strand for strand in strands()})
    read = [_told(row, reading) for row in sheet.rows if row.cells["count"].strip()]
    told = [one for one in read if one]
    blank = len(sheet.rows) - len(read)
    if not told and not reading.findings:
        reading.findings.append(Finding(name, 1, "count", "No row has a count. Fill in some."))
    return Plan(_with_present(told), reading.findings, blank)


def _faults_of_the_whole(sheet: Sheet) -> list[Finding]:
    if sheet.findings:
        return []
    faults = [
        sheet.refuse(1, column, "This column is missing. Start from the template.")
        for column in COLUMNS
        if column not in sheet.columns
    ]
    faults += [
        sheet.refuse(1, column, "This column is not in the template. Remove it.")
        for column in sheet.columns
        if column not in COLUMNS
    ]
    if len(sheet.rows) > MOST_ROWS:
        faults.append(sheet.refuse(1, "", f"There are over {MOST_ROWS:,} rows. Split the file."))
    return faults


def _told(row: SheetRow, reading: _Reading) -> Line | None:
    """The line of a row; None, with the reasons kept, where it is not sound."""
    before = len(reading.findings)
    cells = {column: row.cells[column].strip() for column in COLUMNS}
    week = _week(row, cells["week_ending"], reading)
    strand = reading.strands.get(cells["strand"])
    if strand is None:
        reading.refuse(row, "strand", "No strand has this code. Start from the template.")
    elif week and not strand.asked_in(week):
        reading.refuse(row, "strand", "This strand was not asked for in that week. Remove the row.")
    count = _count(row, cells["count"], reading)
    force = reading.force(cells["force"], week) if week else None
    if week and force is None:
        reading.refuse(row, "force", "No force of yours has this code. Start from the template.")
    if week is None or strand is None or force is None or count is None:
        return None
    earlier = reading.taken.setdefault((force.id, week.end, strand.id), row.number)
    if earlier != row.number:
        reading.refuse(row, "", f"Row {earlier} tells the same figure. Remove one of them.")
    sound = len(reading.findings) == before
    return Line(row.number, force, week, strand, count, figure_of(None)) if sound else None


def _week(row: SheetRow, text: str, reading: _Reading) -> Week | None:
    """The week of a Thursday, as 2026-02-26, or as 26/02/2026 after a spreadsheet kept it."""
    british = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    try:
        parts = [int(part) for part in british.groups()[::-1]] if british else []
        day = date(*parts) if parts else date.fromisoformat(text)
    except ValueError:
        reading.refuse(row, "week_ending", "Write the Thursday that ends the week as 2026-02-26.")
        return None
    week = week_of(day)
    if day != week.end:
        reading.refuse(row, "week_ending", "This is no Thursday. Reporting weeks end on Thursday.")
    elif week > latest_week():
        reading.refuse(row, "week_ending", "This week is not over. Return it from the Friday on.")
    else:
        return week
    return None


def _count(row: SheetRow, text: str, reading: _Reading) -> int | None:
    if text.lower() == NIL:
        return 0
    if re.fullmatch("[0-9]{1,9}", text) and int(text) <= HIGHEST:
        return int(text)
    reason = f"Write a whole number up to {HIGHEST:,}, nil for none, or nothing if not known."
    reading.refuse(row, "count", reason)
    return None


def _with_present(lines: Sequence[Line]) -> list[Line]:
    """The lines with what stands at present, from one look."""
    found = standing([Entry(line.force, line.week, {}) for line in lines]) if lines else {}
    places = [(line.force.id, line.week.end, line.strand.id) for line in lines]
    return [
        Line(
            line.row, line.force, line.week, line.strand, line.count, figure_of(found[place].count)
        )
        if place in found
        else line
        for line, place in zip(lines, places, strict=True)
    ]


def _written(rows: Sequence[tuple[object, ...]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([COLUMNS, *rows])
    return text.getvalue()
