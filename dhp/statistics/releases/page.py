"""What the page of a release says of each table: as it will be read, and how well it hides."""

from collections.abc import Iterable
from dataclasses import dataclass

from dhp.statistics.disclosure import Issued
from dhp.statistics.releases.models import Release, ReleasedCell
from dhp.statistics.releases.queries import (
    cleared_against,
    cleared_tables,
    hidden_cells,
    issued_tables,
)
from dhp.statistics.tables import ClearedTable


@dataclass(frozen=True)
class Protected:
    """One hidden count: where it stands, and between which numbers an attacker could place it.

    `interval` is by this release alone, `beside` by the earlier issues too, where nothing was taken
    back since: a count is then at least what it was. Both are alike where they tell no more.
    """

    row: str
    column: str
    interval: str
    beside: str


@dataclass(frozen=True)
class Shown:
    """One table of a release, and everything that it hides."""

    table: ClearedTable
    merged: bool
    protected: tuple[Protected, ...]
    counts: int

    @property
    def hidden_words(self) -> str:
        """How much is hidden: "4 of 21 counts are withheld"."""
        hidden = len(self.protected)
        if not hidden:
            return f"None of {self.counts:,} counts is withheld."
        return f"{hidden:,} of {self.counts:,} counts {'is' if hidden == 1 else 'are'} withheld."


def shown_tables(release: Release) -> list[Shown]:
    """Every table of `release`, in its order."""
    before = [
        issued_tables(one, [table.series for table in release.tables])
        for one in cleared_against(release)
    ]
    pairs = zip(release.tables, cleared_tables(release), strict=True)
    return [
        Shown(
            table,
            kept.level > 0,
            tuple(
                _protected(cell, table, _least(cell, [one.get(kept.series) for one in before]))
                for cell in hidden_cells(kept)
            ),
            len(kept.cells),
        )
        for kept, table in pairs
    ]


def _least(cell: ReleasedCell, issues: Iterable[Issued | None]) -> int:
    """What was shown of the count before, at most; nought where that says nothing, because the
    count has fallen since and nobody can know how far.
    """
    place = (cell.row_key, cell.column_key)
    shown = [
        one.counts[place]
        for one in issues
        if one and place in one.counts and place not in one.hidden
    ]
    most = max(shown, default=0)
    return most if most <= cell.count else 0


def _protected(cell: ReleasedCell, table: ClearedTable, least: int) -> Protected:
    rows = {row.key: row.label for row in table.rows}
    columns = {column.key: column.label for column in table.columns}
    low = cell.low or 0
    return Protected(
        rows[cell.row_key],
        columns[cell.column_key],
        _interval(low, cell.high),
        _interval(max(low, least), cell.high),
    )


def _interval(low: int, high: int | None) -> str:
    return f"{low:,} or more" if high is None else f"from {low:,} to {high:,}"
