"""The one reader of tabular files. It reads CSV; a workbook is refused with a way out.

A file is taken for what its bytes are, whatever its name. Formulas are text and stay text.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dhp.errors import DomainError
from dhp.exchange.rows import Finding
from dhp.web.text import clean_text

MOST_BYTES = 100_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
_SAVE_AS = "Save it as “CSV UTF-8” and try again."
_NOT_CSV = {
    b"PK\x03\x04": "This is a workbook.",
    b"\xd0\xcf\x11\xe0": "This is an old or a protected workbook.",
    b"%PDF": "This is a PDF.",
    b"\xff\xfe": "This text is UTF-16.",
    b"\xfe\xff": "This text is UTF-16.",
}


_Fault = tuple[str, str]  # a column and a reason


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as a spreadsheet shows it (the header is 1) and its texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One table: the file's name, its columns, its sound rows, and what was refused in it."""

    name: str
    columns: Sequence[str]
    rows: Sequence[SheetRow]
    findings: Sequence[Finding]

    def refuse(self, row: int, column: str, reason: str) -> Finding:
        """A finding that refuses something in this file."""
        return Finding(self.name, row, column, reason)


def read_sheet(path: Path) -> Sheet:
    """The table in the file at `path`. What cannot be read becomes a finding, never an error."""
    if path.stat().st_size > MOST_BYTES:
        return _unread(
            path.name, f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it."
        )
    return sheet_from(path.read_bytes(), path.name)


def sheet_from(data: bytes, name: str) -> Sheet:
    """The table in `data`, the bytes of a file called `name`."""
    for mark, what in _NOT_CSV.items():
        if data.startswith(mark):
            return _unread(name, f"{what} {_SAVE_AS}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return _unread(name, f"A character here is not UTF-8. {_SAVE_AS}", row)
    return _table(text, name)


def _table(text: str, name: str) -> Sheet:
    lines = _lines(text)
    first = next(lines, None)
    if first is None:
        return _unread(name, "The file is empty.")
    if isinstance(first, str):
        return _unread(name, first)
    columns = [cell.strip() for cell in first]
    findings = [Finding(name, 1, *fault) for fault in _header_faults(columns)]
    rows = []
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS + 1:
            findings.append(
                Finding(name, number, "", f"There are over {MOST_ROWS:,} rows. Split the file.")
            )
            break
        if isinstance(line, str):
            findings.append(Finding(name, number, "", line))
            break
        if not any(cell.strip() for cell in line):
            continue
        row, faults = _row(columns, line)
        findings += [Finding(name, number, *fault) for fault in faults]
        if not faults:
            rows.append(SheetRow(number, row))
    return Sheet(name, columns, rows, findings)


def _lines(text: str) -> Iterator[list[str] | str]:
    """The records of a CSV text; a sentence, and nothing after it, where one cannot be read."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        try:
            line = next(reader, None)
        except csv.Error:
            yield "The quotation marks do not match from here on. Save the file again as CSV."
            return
        if line is None:
            return
        yield line


def _header_faults(columns: Sequence[str]) -> list[_Fault]:
    if len(columns) > MOST_COLUMNS:
        return [("", f"There are over {MOST_COLUMNS:,} columns. Remove those not in the template.")]
    faults = [
        ("", f"Column {n} has no name.") for n, name in enumerate(columns, start=1) if not name
    ]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    return faults + [(name, "This column is there twice. Remove one.") for name in twice]


def _row(columns: Sequence[str], line: Sequence[str]) -> tuple[dict[str, str], list[_Fault]]:
    if len(line) != len(columns):
        reason = f"The row has {len(line)} cells, the header has {len(columns)}. Check the commas."
        return {}, [("", reason)]
    cells, faults = {}, []
    for column, cell in zip(columns, line, strict=True):
        try:
            cells[column] = clean_text(cell)
        except DomainError as error:
            faults.append((column, error.message))
    return cells, faults


def _unread(name: str, reason: str, row: int = 1) -> Sheet:
    return Sheet(name, (), (), (Finding(name, row, "", reason),))
