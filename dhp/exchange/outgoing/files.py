"""The two forms of a file: CSV tables in one archive, or a workbook. No cell can act as a formula."""

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dhp.errors import Refused
from dhp.exchange.outgoing.tables import Cell, Table
from dhp.web.spreadsheets import as_text

_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that an archive can write
_LONGEST = 32_767  # characters that a cell of a workbook holds
_MOST_ROWS = 1_048_575  # below the header
_NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_KEPT = 5_000  # cells whose written form is held
_USE_CSV = "Choose CSV: a workbook cannot hold this much"

Write = Callable[[Iterable[Table]], tuple[bytes, dict[str, int]]]


def as_csv(tables: Iterable[Table]) -> tuple[bytes, dict[str, int]]:
    """An archive with a CSV file for each table, and how many rows each has."""
    out, counts = BytesIO(), {}
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for table in tables:
            entry = ZipInfo(f"{table.name}.csv", _THE_SAME_DAY)
            entry.compress_type = ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as raw:
                text = TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                counts[table.name] = _write_csv(text, table)
                text.flush()
                text.detach()
    return out.getvalue(), counts


def as_workbook(tables: Iterable[Table]) -> tuple[bytes, dict[str, int]]:
    """A workbook with a sheet for each table, all of them shown, and how many rows each has."""
    out, counts = BytesIO(), {}
    book = xlsxwriter.Workbook(out, {"constant_memory": True, **_NEVER})
    book.set_properties({"created": datetime(*_THE_SAME_DAY, tzinfo=UTC)})
    bold = book.add_format({"bold": True})
    try:
        for table in tables:
            sheet = book.add_worksheet(table.name[:31])
            sheet.freeze_panes(1, 0)
            for at, heading in enumerate(table.headings):
                sheet.write_string(0, at, as_text(heading.name), bold)
            counts[table.name] = _write_sheet(sheet, table)
    finally:  # it also removes what it wrote beside
        book.close()
    return out.getvalue(), counts


FORMS: dict[str, tuple[str, Write]] = {
    "csv": ("application/zip", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
}


def _write_sheet(sheet: Worksheet, table: Table) -> int:
    rows = 0
    for row in table.rows:
        rows += 1
        if rows > _MOST_ROWS:
            raise Refused(f"{_USE_CSV}: {table.name} has over {_MOST_ROWS:,} rows.")
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(rows, at, cell)
            elif cell:
                text = as_text(cell)
                if len(text) > _LONGEST:  # the writer would leave it out
                    raise Refused(f"{_USE_CSV}: a text of {table.name} is too long.")
                sheet.write_string(rows, at, text)
    return rows


class _Texts(dict[Cell, Cell]):
    """Cells as they are written, kept while they are few: most are blanks and codes that come again."""

    def __missing__(self, cell: Cell) -> Cell:
        if len(self) >= _KEPT:
            self.clear()
        self[cell] = as_text(cell) if isinstance(cell, str) else cell
        return self[cell]


def _write_csv(text: TextIOWrapper, table: Table) -> int:
    # Quoted throughout: a spreadsheet that parts cells at semicolons must not find any.
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([as_text(heading.name) for heading in table.headings])
    written, rows = _Texts().__getitem__, 0
    for row in table.rows:
        writer.writerow(map(written, row))
        rows += 1
    return rows
