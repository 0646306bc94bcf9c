"""The codebook as CSV: one row for each entry, read back to the same."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from dhp.coding.codebook.rows import MOST_ROWS, Row
from dhp.coding.codebook.wording import Wording
from dhp.errors import DomainError
from dhp.web.csv_text import CsvFault, records_of, text_of
from dhp.web.spreadsheets import FORMULA

_TEXTS = ("label", "definition", "include", "exclude", "example")
COLUMNS = ("ref", "guid", "parent", *_TEXTS, "types")
_NEEDED = ("label", "definition")


def written(rows: Iterable[Row]) -> str:
    """The rows as CSV that no spreadsheet takes for formulas."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        texts = [_shielded(getattr(row.wording, name)) for name in _TEXTS]
        writer.writerow([row.ref, row.guid, row.parent, *texts, ";".join(row.wording.types)])
    return out.getvalue()


def read(data: bytes) -> list[Row]:
    """The rows of a CSV file. Columns that are not ours are left alone; raises `DomainError`."""
    try:
        header, *lines = [line for line in records_of(text_of(data)) if line] or [[]]
    except CsvFault as fault:
        raise DomainError(f"Row {fault.row}: {fault.reason}", "file") from None
    _check_header(header)
    if len(lines) > MOST_ROWS:
        raise DomainError(f"There are more than {MOST_ROWS:,} rows. Split the file.", "file")
    return [_row(header, line, f"Row {number}") for number, line in enumerate(lines, start=2)]


def _check_header(names: Sequence[str]) -> None:
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise DomainError(f"The file has no column “{missing[0]}”. Name it in row 1.", "file")
    twice = [name for name in COLUMNS if list(names).count(name) > 1]
    if twice:
        raise DomainError(f"The column “{twice[0]}” is there twice. Remove one.", "file")


def _row(header: Sequence[str], line: Sequence[str], where: str) -> Row:
    if len(line) > len(header):
        raise DomainError(f"{where} has more cells than the header. Check the commas.", "file")
    told = dict(zip(header, line, strict=False))  # cells that lack at the end are blank
    cells = {name: told.get(name, "").strip() for name in COLUMNS}
    texts = {name: _plain(cells[name]) for name in _TEXTS}
    types = tuple(one.strip() for one in cells["types"].split(";") if one.strip())
    return Row(where, cells["ref"], cells["guid"], cells["parent"], Wording(types=types, **texts))


def _shielded(text: str) -> str:
    """With an apostrophe before what looks like a formula; one that was there is doubled."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def _plain(text: str) -> str:
    shielded = text.startswith("'") and text.lstrip("'").startswith(FORMULA)
    return text[1:] if shielded else text
