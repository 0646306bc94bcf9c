"""How far two coders agree, by theme: where that is too little, its name and no number."""

from dataclasses import replace

from dhp.coding.reliability import Standing
from dhp.errors import DomainError
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import asked, last_months
from dhp.reports.contents.tables.shaping import only
from dhp.statistics.tables import Row, Table
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
        rows = tuple(row for row in table.rows if row.cells["standing"].shown in _TOLD)
        notes = (*_silent(table, rows), _NOTE, *table.notes)
        return only(replace(table, rows=rows, notes=notes), *_SHOWN)

    return make


def _silent(table: Table, told: tuple[Row, ...]) -> tuple[str, ...]:
    """Of which codes no number is told, because coders do not agree well enough or it cannot be said."""
    rest = [row.key for row in table.rows if row not in told]
    return (f"No number is told of: {', '.join(rest)}.",) if rest else ()
