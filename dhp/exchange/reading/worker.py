"""The program that opens a workbook, in a process of its own that may use little and touch nothing.

`workbook.py` starts it with a clean environment. It takes the file's bytes on standard input and
the limits as arguments, and answers with one JSON object. It imports nothing of the service.
"""

import errno
import json
import os
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

if __name__ == "__main__":
    _NOT_TO_BE_HAD: Any = None  # the sign that Python knows for it
    os.environ |= {"OPENPYXL_LXML": "False", "OPENPYXL_DEFUSEDXML": "True"}
    for _large in ("numpy", "PIL", "lxml"):  # openpyxl loads them where it can, and needs none here
        sys.modules[_large] = _NOT_TO_BE_HAD

from openpyxl import load_workbook

_CHUNK = 1 << 20
_MADE_A_DATE = "The spreadsheet made a date of this. Format the column as text and type it again."
_FORMULA = "This cell holds a formula. Copy the column, paste it as values, and save."
_ERROR = "This cell shows an error. Correct it, or clear it."
_ODD = "The workbook is not as spreadsheets write it. Copy the table into a new workbook."
_LARGE = "The workbook grows too large when unpacked. Copy the table into a new workbook."
_XML_NO_MEMORY = 1  # XML_ERROR_NO_MEMORY of expat
_ZLIB_NO_MEMORY = "Error -4 "  # Z_MEM_ERROR: zlib tells its number in words alone
_CELL = re.compile(rb"<c[ />]")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class Fault(Exception):
    """The file cannot be read; the sentence says what to do."""


def main() -> None:
    """Read standard input within the limits and print what was found."""
    seconds, memory, rows, columns, cells, characters, unpacked = map(int, sys.argv[1:8])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        _weigh(data, cells, unpacked)
        found = _read(data, rows, columns, characters)
    except Fault as fault:
        found = {"fault": str(fault)}
    except MemoryError:
        found = {"fault": _LARGE}
    except Exception as error:
        found = {"fault": _LARGE if _starved(error) else f"{_ODD} Save that as .xlsx."}
    sys.stdout.write(json.dumps(found))


def _starved(error: Exception) -> bool:
    """Whether memory ran out below Python, where libraries tell it in words of their own."""
    if isinstance(error, zlib.error):
        return str(error).startswith(_ZLIB_NO_MEMORY)
    of_the_system = isinstance(error, ImportError) or getattr(error, "errno", None) == errno.ENOMEM
    return of_the_system or getattr(error, "code", None) == _XML_NO_MEMORY


def _weigh(data: bytes, most_cells: int, unpacked: int) -> None:
    """Unpack every part once, counting, because a directory may lie about sizes."""
    left, cells = unpacked, 0
    with zipfile.ZipFile(BytesIO(data)) as package:
        for info in package.infolist():
            size, tail = 0, b""
            with package.open(info) as part:
                while chunk := part.read(_CHUNK):
                    size, left = size + len(chunk), left - len(chunk)
                    if left < 0:
                        raise Fault(_LARGE)
                    cells += len(_CELL.findall(chunk))
                    if cells > most_cells:
                        raise Fault(f"The workbook has over {most_cells:,} cells. Split it.")
                    _check_part(info.filename, tail + chunk)
                    tail = chunk[-16:]
            if size != info.file_size:
                raise Fault(f"{_ODD} Save that as .xlsx.")


def _check_part(name: str, piece: bytes) -> None:
    if piece.startswith(b"PK\x03\x04"):
        raise Fault("The workbook holds another packed file. Copy the table into a new workbook.")
    text = name.lower().endswith((".xml", ".rels", ".vml"))
    # No spreadsheet writes declarations of its own, or another encoding that would hide them.
    if text and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or b"\0" in piece):
        raise Fault(f"{_ODD} Save that as .xlsx.")


def _read(data: bytes, rows: int, columns: int, characters: int) -> dict[str, Any]:
    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not seen:
        raise Fault("The workbook has no sheet that can be seen. Show the one with the table.")
    sheet = next((one for one in seen if one.title == "Deaths"), seen[0])
    lines, faults = [], []
    for number, cells in _lines(sheet, rows, columns):
        texts = []
        for place, cell in enumerate(cells, start=1):
            text, fault = _text(cell)
            characters -= len(text)
            if characters < 0:
                raise Fault("The workbook holds too much text. Split it.")
            texts.append(text)
            if fault:
                faults.append((number, place, fault))
        lines.append((number, texts))
    return {
        "sheet": sheet.title,
        "others": [one.title for one in seen if one is not sheet and one.title != "Guide"],
        "hidden": [one.title for one in book.worksheets if one.sheet_state != "visible"],
        "lines": lines,
        "faults": faults,
    }


def _lines(sheet: Any, rows: int, columns: int) -> Iterator[tuple[int, list[Any]]]:
    """Every row that says something, with its number, without the blank cells at its end."""
    sheet.reset_dimensions()  # what the file says of its own size may be anything
    bounded = sheet.iter_rows(max_row=rows + 2, max_col=columns + 1)
    for number, row in enumerate(bounded, start=1):
        cells = list(row)
        while cells and cells[-1].value in (None, ""):
            cells.pop()
        if number > rows + 1 and cells:
            raise Fault(f"There are over {rows:,} rows. Split the file.")
        if len(cells) > columns:
            raise Fault(f"There are over {columns:,} columns. Remove those not in the template.")
        if cells or number == 1:
            yield number, cells


def _text(cell: Any) -> tuple[str, str]:
    """The text of one cell as a CSV file would tell it, and what is wrong with it."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        return str(value), _FORMULA
    if cell.data_type == "e":
        return str(value), _ERROR
    if isinstance(value, datetime | date | time):
        return _date(value, cell.number_format or "")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value), ""


def _date(value: datetime | date | time, form: str) -> tuple[str, str]:
    """A date as precise as it is shown: a cell that shows a month only says no day."""
    if isinstance(value, time):
        return value.isoformat(), _MADE_A_DATE
    shown = _QUOTED.sub("", form.lower())
    if "y" not in shown:
        return str(value), _MADE_A_DATE
    if isinstance(value, datetime) and value.time() != time.min:
        return value.isoformat(timespec="minutes"), ""
    day = value.strftime("%Y-%m-%d")
    if "d" in shown:
        return day, ""
    return day[:7] if "m" in shown else day[:4], ""


if __name__ == "__main__":
    main()
