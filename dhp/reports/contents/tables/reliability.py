"""How far two coders agree, by theme: where that is too little, words and no number."""

from dataclasses import replace

from dhp.coding.reliability import Standing
from dhp.errors import DomainError
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import asked, last_months
from dhp.reports.contents.tables.shaping import only
from dhp.statistics.tables import Cell, Mark, Row, Table
from dhp.statistics.themes.words import STANDINGS

_SHOWN = ("double", "alpha", "low", "high", "raw", "positive", "pabak", "standing")
_TOLD = {STANDINGS[Standing.RELIABLE], STANDINGS[Standing.TENTATIVE]}
_NOTE = "Below an alpha of .667 a theme is under development, and nothing is said in numbers."


def by_theme(months: int) -> Maker:
    """Agreement on each theme over the cases notified in the last months that two people coded."""

    def make(brief: Brief) -> Table | None:
        try:
            table = asked(brief, "theme-reliability", last_months(brief, months), "theme")
        except DomainError:  # nothing can be coded before there is a codebook
            return None
        if not table.rows:
            return None
        rows = tuple(_silent(row) for row in table.rows)
        return only(replace(table, rows=rows, notes=(_NOTE, *table.notes)), *_SHOWN)

    return make


def _silent(row: Row) -> Row:
    """The row without its numbers where coders do not agree well enough, or it cannot be measured."""
    standing = row.cells["standing"].shown
    if standing in _TOLD:
        return row
    none = dict.fromkeys(row.cells, Cell.marked(Mark.NOT_APPLICABLE))
    return replace(row, cells=none | {"standing": Cell.words(standing.lower())})
