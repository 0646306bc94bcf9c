"""A chart of a laid table: what is drawn and said comes from the table that is given, and no more."""

from collections.abc import Callable
from dataclasses import dataclass

from dhp.charts.chart import Chart
from dhp.charts.gaps import Gap, Value
from dhp.reports.blocks import ChartBlock, ClearedChart
from dhp.statistics.tables import Cell, ClearedTable, Laid, Mark


@dataclass(frozen=True)
class Drawn:
    """A chart before it stands in a report: its message, its measure, and the same in words, those
    of the chart itself where `alternative` is left empty.
    """

    id: str
    title: str
    subtitle: str
    chart: Chart
    alternative: str = ""
    notes: tuple[str, ...] = ()


def picture(table: Laid, draw: Callable[[Laid], Drawn]) -> ChartBlock:
    """The chart that `draw` makes of `table`: a `ClearedChart` where the table was cleared."""
    one = draw(table)
    words = one.alternative or one.chart.alternative()
    said = (one.id, one.title, one.subtitle, words, one.chart, one.notes)
    if isinstance(table, ClearedTable):
        return ClearedChart(*said, table=table)
    return ChartBlock(*said)


def drawn(cell: Cell) -> Value:
    """What a chart draws of a cell: its number, or a gap that says why there is none; never a nought."""
    if cell.mark is Mark.CONFIDENTIAL:
        return Gap.WITHHELD
    return cell.value
