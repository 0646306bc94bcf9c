"""A chart of a laid table: what is drawn and said comes from the table that is given, and no more."""

from collections.abc import Callable
from dataclasses import dataclass

from dhp.reports.blocks import Chart, ChartBlock, ClearedChart
from dhp.statistics.tables import Cell, ClearedTable, Laid


@dataclass(frozen=True)
class Drawn:
    """A chart before it stands in a report: its message, its measure, the same in words."""

    id: str
    title: str
    subtitle: str
    alternative: str
    chart: Chart
    notes: tuple[str, ...] = ()


def picture(table: Laid, draw: Callable[[Laid], Drawn]) -> ChartBlock:
    """The chart that `draw` makes of `table`: a `ClearedChart` where the table was cleared."""
    drawn = draw(table)
    said = (drawn.id, drawn.title, drawn.subtitle, drawn.alternative, drawn.chart, drawn.notes)
    if isinstance(table, ClearedTable):
        return ClearedChart(*said, table=table)
    return ChartBlock(*said)


def counted(cell: Cell) -> int | None:
    """The count in a cell, to be drawn; None where there is none: a gap, never a nought."""
    return None if cell.value is None else int(cell.value)
