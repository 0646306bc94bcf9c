"""Two narrow tables, or two charts, that stand one after the other are printed side by side."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer

from dhp.charts.control import Control
from dhp.reports.blocks import Block, ChartBlock, Laid
from dhp.reports.pdf.pictures import chart_pieces
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.tables import easy_width, narrowest, pieces, plain_table

_GUTTER = 18.0
_LEAST = 190.0
_MOST_ROWS = 30  # what stands side by side stands on one page


def side_by_side(
    blocks: Sequence[Block], parent: Element, width: float, heads: Sequence[Flowable]
) -> list[Flowable] | None:
    """The first two of `blocks` under `heads`, kept on one page; None where they do not fit so."""
    match blocks[:2]:
        case [Laid() as left, Laid() as right] if _fit(left, right, width):
            return _tables((left, right), parent, width, heads)
        case [ChartBlock(chart=Control()) as first, ChartBlock(chart=Control()) as second]:
            half = (width - _GUTTER) / 2
            cells = [chart_pieces(chart, parent, half) for chart in (first, second)]
            return _row(cells, (half, half), heads)
    return None


def _fit(left: Laid, right: Laid, width: float) -> bool:
    short = all(table.rows and len(table.rows) <= _MOST_ROWS for table in (left, right))
    numbers = all(one.numeric for table in (left, right) for one in table.columns)
    return short and numbers and _least(left) + _least(right) + _GUTTER <= width


def _least(table: Laid) -> float:
    """No narrower than its title can stand above it in a few lines."""
    return max(narrowest(table), _LEAST)


def _tables(
    pair: tuple[Laid, Laid], parent: Element, width: float, heads: Sequence[Flowable]
) -> list[Flowable]:
    """Both tables; what is left of the width goes to labels that would else be broken."""
    least = [_least(table) for table in pair]
    spare = width - sum(least) - _GUTTER
    wants = [max(easy_width(table) - some, 1.0) for table, some in zip(pair, least, strict=True)]
    parts = [some + spare * want / sum(wants) for some, want in zip(least, wants, strict=True)]
    cells = [pieces(table, parent, wide).all for table, wide in zip(pair, parts, strict=True)]
    return _row(cells, (parts[0], parts[1]), heads)


def _row(
    cells: list[list[Flowable]], widths: tuple[float, float], heads: Sequence[Flowable]
) -> list[Flowable]:
    commands = [("RIGHTPADDING", (0, 0), (0, 0), _GUTTER), ("RIGHTPADDING", (1, 0), (1, 0), 0)]
    grid = plain_table([cells], [widths[0] + _GUTTER, widths[1]], commands)
    return [KeepTogether([*heads, grid]), Spacer(0, 4)]
