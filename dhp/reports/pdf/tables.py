"""Tables on paper: heads repeated, numbers to the right, thin rules, split only between rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table

from dhp.charts.fonts import BOLD, REGULAR, width_of
from dhp.reports.blocks import Column, Laid, Row
from dhp.reports.pdf import text
from dhp.reports.pdf.grid import PADDING as _PADDING
from dhp.reports.pdf.grid import Grid, grid_row
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.text import Words, words

WHOLE_ROWS = 6  # a table of no more rows is kept on one page
_HEADING = 30  # what a heading above takes at most
_FIRST_HEIGHT = 124  # a longer one starts only where its title, head and first rows have room
_WIDEST_NUMBER = 84.0
_EASY_WORDS, _LEAST_WORDS = 130.0, (48.0, 78.0)  # of one column, as there are many or few
_WORDS_TOGETHER = 340.0
_FEW = 5  # columns of numbers, beside which labels get what is left
_LABELS_LEAST = 78.0  # of a table that stands beside another
_FONT = ("FONTNAME", (0, 0), (-1, -1), REGULAR)  # else an empty cell asks for ReportLab's own


def _rules_are_furniture(table: Any, command: str, *_: object) -> None:
    """Told by a table what it is about to draw or has drawn; its cells speak for themselves."""
    if command in ("startBG", "startLines"):
        table.canv.begin_artifact()
    elif command in ("endBG", "endLines"):
        table.canv.end_marked()


# A callable is all that a table asks for, whatever the type of its argument says.
FURNITURE: Any = _rules_are_furniture


@dataclass(frozen=True)
class Pieces:
    """What a table is printed as: what stands above its grid, the grid, and what stands below."""

    above: list[Flowable]
    grid: Grid
    below: list[Flowable]

    @property
    def all(self) -> list[Flowable]:
        """One after the other."""
        return [*self.above, self.grid, *self.below]


def pieces(table: Laid, parent: Element, width: float) -> Pieces:
    """The caption, the table and its notes, all content of `parent`; `width` in points."""
    element = parent.add("Table")
    caption = element.add("Caption")
    above: list[Flowable] = [
        words(f"Table {table.id}: {table.title}", text.CAPTION, caption.add("P")),
        words(f"Unit: {table.unit}. Base: {table.base}.", text.CAPTION_DETAIL, caption.add("P")),
    ]
    grid = _grid(table, element, width)
    said = " ".join((*table.notes, *(f"{mark}." for mark in table.legend)))
    below: list[Flowable] = [words(said, text.FOOTNOTE, parent.add("P"))] if said else []
    return Pieces(above, grid, below)


def table_flowables(
    table: Laid, parent: Element, width: float, heads: Sequence[Flowable] = ()
) -> list[Flowable]:
    """The table in its pieces. `heads` are headings that stand right above and go with it."""
    made = pieces(table, parent, width)
    made.grid.alone = True
    if len(table.rows) <= WHOLE_ROWS:
        return [KeepTogether([*heads, *made.all]), Spacer(0, 4)]
    room = _FIRST_HEIGHT + _HEADING * len(heads)
    return [CondPageBreak(room), *heads, *made.all, Spacer(0, 4)]


def narrowest(table: Laid) -> float:
    """The least width, in points, in which no word of a table of numbers has to be broken."""
    least = [_needed(table, column, 0.0) for column in table.columns]
    return max(_longest_word(table), _LABELS_LEAST) + sum(least)


def easy_width(table: Laid) -> float:
    """The width, in points, at which every label and number of a table of numbers has one line."""
    labels = [width_of(row.label, 9.5, BOLD) for row in table.rows]
    return max(labels, default=0.0) + sum(_easy(table, column) for column in table.columns)


def plain_table(
    cells: Sequence[list[Any]],
    widths: Sequence[float],
    commands: Sequence[tuple[Any, ...]] = (),
) -> Table:
    """Cells side by side without padding to the left, for layout; a tall row may split."""
    style = [
        _FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        *commands,
    ]
    return Table(
        cells, colWidths=widths, style=style, hAlign="LEFT", splitInRow=1, renderCB=FURNITURE
    )


def _grid(table: Laid, element: Element, width: float) -> Grid:
    widths = column_widths(table, width)
    head = grid_row(_head(table, element.add("TR")), widths)
    rows = [
        grid_row(_row(row, table.columns, element.add("TR")), widths, strong=row.strong)
        for row in table.rows
    ]
    if not table.rows:
        nothing = words("None.", text.CELL, element.add("TR").add("TD"))
        rows.append(grid_row([nothing, *[None] * len(table.columns)], widths))
    return Grid(head, rows, widths)


def _head(table: Laid, element: Element) -> list[Words]:
    cells = [words(table.row_head, text.HEAD, element.add("TH", scope="Column"))]
    for column in table.columns:
        style = text.HEAD_NUMBER if column.numeric else text.HEAD
        cells.append(words(column.label, style, element.add("TH", scope="Column")))
    return cells


def _row(row: Row, columns: tuple[Column, ...], element: Element) -> list[Words]:
    plain, number = text.CELL, text.NUMBER
    if row.strong:
        plain, number = text.CELL_STRONG, text.NUMBER_STRONG
    cells = [words(row.label, plain, element.add("TH", scope="Row"))]
    for column in columns:
        style = number if column.numeric else plain
        cells.append(words(row.cells[column.key].shown, style, element.add("TD")))
    return cells


def column_widths(table: Laid, width: float) -> list[float]:
    """Widths in points, at most `width` together: a number gets what it needs and a little air.

    Columns of words share what is left; without any, a narrow table stays narrow, so that the eye
    need not leap from a label to its number. The labels give way before a head has to be broken
    within a word.
    """
    labels = [width_of(row.label, 9.5, BOLD) for row in table.rows]
    natural = max([width_of(table.row_head, 9, BOLD), *labels]) + 2 * _PADDING
    wordy = sum(not column.numeric for column in table.columns)
    low, high = _LEAST_WORDS
    words_at_least = max(low, min(high, _WORDS_TOGETHER / wordy)) if wordy else high
    least = [
        _needed(table, column, min(words_at_least, _easy(table, column)))
        for column in table.columns
    ]
    easy = [max(n, _easy(table, column)) for n, column in zip(least, table.columns, strict=True)]
    roomy = not wordy and natural + sum(easy) <= width
    few = not wordy and len(table.columns) <= _FEW
    most = max(width * 0.34, width - sum(least)) if few else width * 0.34
    first = natural if roomy else min(natural, most)
    first = max(min(first, width - sum(least)), _longest_word(table))
    wants = sum(easy) - sum(least)
    spare = max(0.0, width - first - sum(least))
    part = min(1.0, spare / wants) if wants else 0.0
    widths = [some + (much - some) * part for some, much in zip(least, easy, strict=True)]
    rest = max(0.0, width - first - sum(widths)) / wordy if wordy else 0.0
    shared = [
        wide + (0.0 if column.numeric else rest)
        for wide, column in zip(widths, table.columns, strict=True)
    ]
    scale = min(1.0, width / (first + sum(shared)))
    return [wide * scale for wide in (first, *shared)]


def _easy(table: Laid, column: Column) -> float:
    """A width at which the head of a number stands in three lines or so; for words, a column."""
    if not column.numeric:
        shown = (width_of(row.cells[column.key].shown, 9.5, BOLD) for row in table.rows)
        return min(_EASY_WORDS, max(shown, default=0.0) + 2 * _PADDING)
    head = width_of(column.label, 9, BOLD)
    return min(max(head / 2 + 2 * _PADDING, min(head + 2 * _PADDING, 66.0)), _WIDEST_NUMBER)


def _longest_word(table: Laid) -> float:
    """The width of the longest word of the labels, but no more than a column of words takes."""
    said = " ".join((table.row_head, *(row.label for row in table.rows)))
    words_ = [width_of(word, 9.5, BOLD) for word in said.split()]
    return min(max([40.0, *words_]) + 2 * _PADDING, _EASY_WORDS)


def _needed(table: Laid, column: Column, words_at_least: float) -> float:
    if not column.numeric:  # no word is broken that need not be
        said = " ".join((column.label, *(row.cells[column.key].shown for row in table.rows)))
        longest = max(width_of(word, 9.5, REGULAR) for word in said.split())
        return max(words_at_least, min(longest + 2 * _PADDING + 2, _EASY_WORDS))
    shown = [width_of(row.cells[column.key].shown, 9.5, REGULAR) for row in table.rows]
    head = [width_of(word, 9, BOLD) for word in column.label.split()]
    return min(max([24.0, *shown, *head]), 110.0) + 2 * _PADDING + 2
