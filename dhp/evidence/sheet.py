"""Reading a small CSV whose columns are known: rows of clean texts, and every fault with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dhp.errors import DomainError
from dhp.web.csv_text import CsvFault, records_of, text_of
from dhp.web.text import clean_text

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000


@dataclass(frozen=True)
class Fault:
    """What is wrong at a row (the header is row 1), in a column or, where blank, the whole row."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """The sound rows of a file and what was found wrong. Nothing of it may be kept with a fault."""

    rows: Sequence[Row]
    faults: Sequence[Fault]


def read_csv(data: bytes, columns: Sequence[str]) -> Sheet:
    """The table in `data`, which has to have exactly `columns`, in any order."""
    if len(data) > MOST_BYTES:
        return Sheet((), (Fault(1, "", "The file is larger than 1 MB. Split it."),))
    try:
        lines = list(records_of(text_of(data)))
    except CsvFault as fault:
        return Sheet((), (Fault(fault.row, "", fault.reason),))
    header = [name.strip() for name in lines[0]] if lines else []
    faults = [*_of_header(header, columns)]
    if len(lines) > MOST_ROWS + 1:
        faults.append(Fault(1, "", f"There are over {MOST_ROWS:,} rows. Split the file."))
    return Sheet((), faults) if faults else _rows(header, lines[1:])


def _of_header(header: Sequence[str], columns: Sequence[str]) -> Iterator[Fault]:
    if not header:
        yield Fault(1, "", "The file is empty.")
        return
    for name in columns:
        if name not in header:
            yield Fault(1, name, "This column is missing.")
    for name in sorted(set(header)):
        if name not in columns:
            yield Fault(1, name[:40], "This column is not known. Remove it.")
        elif header.count(name) > 1:
            yield Fault(1, name, "This column is there twice. Remove one.")


def _rows(header: Sequence[str], lines: Sequence[Sequence[str]]) -> Sheet:
    rows, faults = [], []
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(header):
            reason = f"The row has {len(line)} cells, the header has {len(header)}."
            faults.append(Fault(number, "", reason))
            continue
        cells = {}
        for name, cell in zip(header, line, strict=True):
            try:
                cells[name] = clean_text(cell, longest=500).strip()
            except DomainError as error:
                faults.append(Fault(number, name, error.message))
                cells[name] = ""
        rows.append(Row(number, cells))
    if not rows and not faults:
        faults.append(Fault(2, "", "The file has no rows below its header."))
    return Sheet(rows, faults)
