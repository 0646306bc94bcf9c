"""The one reader of tabular files: CSV and workbooks, each taken for what its bytes are.

Formulas are never computed: in CSV they are text and stay text, in a workbook they are refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from dhp.errors import DomainError
from dhp.exchange.reading.workbook import Unreadable, Workbook, read_workbook
from dhp.exchange.rows import Finding, Standing
from dhp.web.csv_text import SAVE_AS, CsvFault, records_of, text_of
from dhp.web.text import clean_text

MOST_BYTES = 100_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
_WORKBOOK = b"PK\x03\x04"
_NO_TABLE = {
    b"\xd0\xcf\x11\xe0": "This is an old workbook, or one with a password. Take the password off "
    "and save it as .xlsx, or save it as “CSV UTF-8”.",
    b"%PDF": f"This is a PDF. {SAVE_AS}",
    b"\xff\xfe": f"This text is UTF-16. {SAVE_AS}",
    b"\xfe\xff": f"This text is UTF-16. {SAVE_AS}",
}

_Fault = tuple[str, str]  # a column and a reason
_Line = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as a spreadsheet shows it (the header is 1) and its texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One table: the file's name, its columns, its sound rows, and what was found in reading it."""

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
        return unread(path.name, f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.")
    return sheet_from(path.read_bytes(), path.name)


def sheet_from(data: bytes, name: str) -> Sheet:
    """The table in `data`, the bytes of a file called `name`."""
    refused = _refused_unread(data, PurePath(name).suffix.lower())
    if refused:
        return unread(name, refused)
    if data.startswith(_WORKBOOK):
        try:
            return _of_workbook(read_workbook(data), name)
        except Unreadable as fault:
            return unread(name, str(fault))
    try:
        text = text_of(data)
    except CsvFault as fault:
        return unread(name, fault.reason, fault.row)
    return _table(enumerate(records_of(text), start=1), name)


def unread(name: str, reason: str, row: int = 1) -> Sheet:
    """A file that was not read, and why."""
    return Sheet(name, (), (), (Finding(name, row, "", reason),))


def _refused_unread(data: bytes, ending: str) -> str | None:
    for mark, reason in _NO_TABLE.items():
        if data.startswith(mark):
            return reason
    start = data[:200]
    if start.count(0) * 3 > len(start) and not start.startswith(_WORKBOOK):
        return f"This text is UTF-16, or no text at all. {SAVE_AS}"
    if data and ending == ".xlsx" and not data.startswith(_WORKBOOK):
        return "The name says workbook and the file is none. Save it as .xlsx, or name it .csv."
    if ending == ".csv" and data.startswith(_WORKBOOK):
        return f"The name says CSV and the file is a workbook. Name it .xlsx, or: {SAVE_AS}"
    return None


def _of_workbook(book: Workbook, name: str) -> Sheet:
    """The table of a workbook; its rows are as long as its header, as those of CSV must be."""
    width = len(book.lines[0][1]) if book.lines else 0
    blank = [""] * width
    lines = [(number, [*cells, *blank[len(cells) :]]) for number, cells in book.lines]
    sheet = _table(lines, name)
    column = dict(enumerate(sheet.columns, start=1))
    faults = [
        Finding(name, row, column.get(place, ""), reason) for row, place, reason in book.faults
    ]
    told = [f"The hidden sheet “{one[:40]}” was not read." for one in book.hidden]
    told += [
        f"The sheet “{one[:40]}” was not read, only “{book.sheet[:40]}”." for one in book.others
    ]
    notes = [Finding(name, 1, "", reason, Standing.WARNING) for reason in told]
    refused = {row for row, _, _ in book.faults}
    sound = [row for row in sheet.rows if row.number not in refused]
    return Sheet(name, sheet.columns, sound, [*notes, *sheet.findings, *faults])


def _table(numbered: Iterable[_Line], name: str) -> Sheet:
    lines = _until_fault(numbered)
    first = next(lines, None)
    if first is None:
        return unread(name, "The file is empty.")
    if isinstance(first, CsvFault):
        return unread(name, first.reason, first.row)
    columns = [cell.strip() for cell in first[1]]
    faults = _header_faults(columns)
    if len(columns) > MOST_COLUMNS:
        return Sheet(name, (), (), [Finding(name, 1, *fault) for fault in faults])
    findings = [Finding(name, 1, *fault) for fault in faults]
    rows: list[SheetRow] = []
    for line in lines:
        if isinstance(line, CsvFault):
            findings.append(Finding(name, line.row, "", line.reason))
            break
        number, cells = line
        if number > MOST_ROWS + 1:
            reason = f"There are over {MOST_ROWS:,} rows. Split the file."
            findings.append(Finding(name, number, "", reason))
            break
        if any(cell.strip() for cell in cells):
            row, faults = _row(columns, cells)
            findings += [Finding(name, number, *fault) for fault in faults]
            rows += [] if faults else [SheetRow(number, row)]
    return Sheet(name, columns, rows, findings)


def _until_fault(lines: Iterable[_Line]) -> Iterator[_Line | CsvFault]:
    """The lines; where one cannot be read, that fault and nothing after it."""
    try:
        yield from lines
    except CsvFault as fault:
        yield fault


def _header_faults(columns: Sequence[str]) -> list[_Fault]:
    if len(columns) > MOST_COLUMNS:
        return [("", f"There are over {MOST_COLUMNS:,} columns. Remove those not in the template.")]
    if not any(columns):
        return [("", "The first row names no columns. Start from the template.")]
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
