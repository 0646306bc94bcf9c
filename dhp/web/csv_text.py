"""CSV as it comes in, for every room that takes such a file: bytes to text, text to records."""

import csv
from collections.abc import Iterator
from io import StringIO

SAVE_AS = "Save it as “CSV UTF-8” and try again."


class CsvFault(Exception):
    """A file that cannot be read on: `row` (the header is row 1) and a sentence on what to do."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row, self.reason = row, reason


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `CsvFault`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise CsvFault(row, f"A character here is not UTF-8. {SAVE_AS}") from None


def records_of(text: str) -> Iterator[list[str]]:
    """The records of a CSV text, the header first. Raises `CsvFault` where one cannot be read."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    row = 0
    while True:
        row += 1
        try:
            line = next(reader, None)
        except csv.Error as error:
            raise CsvFault(row, _what_to_do(error)) from None
        if line is None:
            return
        yield line


def _what_to_do(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"A cell here holds over {csv.field_size_limit():,} characters. Shorten it."
    return "The quotation marks do not match from here on. Save the file again as CSV."
