"""What the page of a release says of each table: as it will be read, and how well it hides."""

from dataclasses import dataclass

from dhp.statistics.releases.models import Release, ReleasedCell
from dhp.statistics.releases.queries import cleared_tables, hidden_cells
from dhp.statistics.tables import ClearedTable


@dataclass(frozen=True)
class Protected:
    """One hidden count: where it stands, and between which numbers an attacker could place it."""

    row: str
    column: str
    interval: str


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
    pairs = zip(release.tables, cleared_tables(release), strict=True)
    return [
        Shown(
            table,
            kept.level > 0,
            tuple(_protected(cell, table) for cell in hidden_cells(kept)),
            len(kept.cells),
        )
        for kept, table in pairs
    ]


def _protected(cell: ReleasedCell, table: ClearedTable) -> Protected:
    rows = {row.key: row.label for row in table.rows}
    columns = {column.key: column.label for column in table.columns}
    interval = (
        f"{cell.low:,} or more" if cell.high is None else f"from {cell.low:,} to {cell.high:,}"
    )
    return Protected(rows[cell.row_key], columns[cell.column_key], interval)
