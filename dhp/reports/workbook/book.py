"""How a workbook that everybody can read is laid out: its cover, its sheets, one marked table on each.

The layout is that of the Analysis Function's guidance for spreadsheets, and of `gptables`, its library,
which takes many times as long: it lays every table out in pandas, cell by cell.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import cell_autofit_width

Value = str | int | float
Format = dict[str, Any]

_SIZE = 12  # points
_LETTERS: Format = {"font_size": _SIZE, "font_name": "Arial", "font_color": "automatic"}
_WRAPPED: Format = _LETTERS | {"text_wrap": True}
_TITLE = _LETTERS | {"bold": True, "font_size": 16}
_SUBTITLE = _LETTERS | {"font_size": 14}
_COVER_TITLE = _TITLE | {"text_wrap": True}
_COVER_HEADING = _COVER_TITLE | {"font_size": 14}
_HEAD = _WRAPPED | {"bold": True, "bottom": 1, "valign": "top"}
_LINK = _WRAPPED | {"underline": True, "font_color": "blue", "align": "left"}

_COVER_WIDTH = 85  # letters
_USUAL = 11  # points of the letters that the spreadsheet's own widths are for
_BOLD, _CAPITAL = 1.1, 0.15  # how much wider bold letters and capitals are
# Whatever is typed stays the words it is: no formula, no link, no number.
_NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NO_GRIDLINES = 2
_INSTRUCTIONS = "This worksheet contains one table."
_MARK = re.compile(r"\[[\w\s]+\]")


@dataclass(frozen=True)
class Grid:
    """The marked table of a sheet: its `name` in the file, its heads, which differ, and its rows.

    `left` are the columns, by number, that stand to the left though they hold numbers; `links` says
    that the first column holds names of sheets and leads there.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    left: frozenset[int] = frozenset({0})
    links: bool = False


class Book:
    """A workbook in the making: sheets are added in order, `close` gives the bytes."""

    def __init__(self, properties: dict[str, Any]) -> None:
        self._file = BytesIO()
        self._book = Workbook(self._file, {"in_memory": True, **_NEVER})
        self._book.set_properties(properties)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def cover(self, title: str, parts: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Add the cover: its title, then each part under its heading."""
        sheet = self._sheet("Cover")
        lines = [(title, _COVER_TITLE)]
        for heading, words in parts:
            lines += [(heading, _COVER_HEADING), *((one, _WRAPPED) for one in words)]
        self._say(sheet, lines)
        sheet.set_column(0, 0, _COVER_WIDTH)

    def sheet(
        self,
        name: str,
        title: str,
        grid: Grid,
        *,
        said: Iterable[str] = (),
        below: Iterable[str] = (),
    ) -> None:
        """Add a sheet: its title, what is `said` under it, what follows the instructions, its table."""
        sheet = self._sheet(name)
        lines = [(title, _TITLE), *((one, _SUBTITLE) for one in said)]
        lines += [(_INSTRUCTIONS, _LETTERS), *((one, _LETTERS) for one in below)]
        first = self._say(sheet, lines)
        columns = list(zip(*grid.rows, strict=True))
        sides = [
            "left" if number in grid.left or not _of_numbers(column) else "right"
            for number, column in enumerate(columns)
        ]
        heads = [
            {"header": head, "header_format": self._format(_HEAD | {"align": side})}
            for head, side in zip(grid.heads, sides, strict=True)
        ]
        table = {"columns": heads, "autofilter": False, "style": None, "name": grid.name}
        sheet.add_table(first, 0, first + len(grid.rows), len(heads) - 1, table)
        self._fill(sheet, first + 1, grid, [_WRAPPED | {"align": side} for side in sides])
        for number, (head, column) in enumerate(zip(grid.heads, columns, strict=True)):
            wide = max(_width(head, bold=True), *(_width(str(value)) for value in set(column)))
            sheet.set_column_pixels(number, number, wide)

    def close(self) -> bytes:
        """The bytes of the file."""
        self._book.close()
        return self._file.getvalue()

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(_NO_GRIDLINES)
        return sheet

    def _format(self, wanted: Format) -> Any:
        key = tuple(wanted.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    def _say(self, sheet: Any, lines: Iterable[tuple[str, Format]]) -> int:
        """Write the lines that have words, one below the other; gives the row after them."""
        row = 0
        for words, wanted in lines:
            if words:
                sheet.write_string(row, 0, words, self._format(wanted))
                row += 1
        return row

    def _fill(self, sheet: Any, first: int, grid: Grid, wanted: Sequence[Format]) -> None:
        formats = [self._format(one) for one in wanted]
        for row, cells in enumerate(grid.rows, first):
            for number, (value, form) in enumerate(zip(cells, formats, strict=True)):
                if grid.links and not number:
                    link = self._format(_LINK)
                    sheet.write_url(row, 0, f"internal:'{value}'!A1", link, str(value))
                elif isinstance(value, str):
                    sheet.write_string(row, number, value, form)
                else:
                    sheet.write_number(row, number, value, form)


def _of_numbers(column: Iterable[Value]) -> bool:
    """Whether a column holds numbers, and words only where a mark stands for one."""
    return all(not isinstance(value, str) or _MARK.search(value) for value in column)


def _width(words: str, *, bold: bool = False) -> int:
    """The width in pixels that the longest line of a cell takes."""
    longest = max(words.split("\n"), key=len)
    capitals = sum(map(str.isupper, longest)) / len(longest) if longest else 0.0
    scale = _SIZE / _USUAL * (_BOLD if bold else 1.0) * (1 + _CAPITAL * capitals)
    wide: int = cell_autofit_width(longest)
    return ceil(wide * scale)
