"""The grid of a printed table: rows of words between thin rules, its head repeated on each page.

ReportLab's own table measures every cell several times, and its rest anew on every page. Here a row
is measured once, and a page takes as many as it has room for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportlab.platypus import Flowable

from dhp.charts import palette
from dhp.reports.pdf.numbering import NumberedCanvas
from dhp.reports.pdf.text import CELL, Words

PADDING = 4.0  # beside the words of a cell, save to the left of the first
_ABOVE, _BELOW = 0.9, 1.6  # the words of a row
_TOGETHER = 3  # so many last rows go together: no page begins with the total alone
LEAST_HEIGHT = CELL.leading + _ABOVE + _BELOW  # of a row, in points
_HEAVY, _MEDIUM, _THIN = 0.9, 0.6, 0.3  # rules
_FUZZ = 1e-6  # what rounding may add to a height


@dataclass
class GridRow:
    """One row: its cells from the left, its height in points, and whether a rule stands above it."""

    cells: Sequence[Words | None]
    height: float
    strong: bool = False


def grid_row(
    cells: Sequence[Words | None], widths: Sequence[float], *, strong: bool = False
) -> GridRow:
    """A row of cells in columns of these widths; None is an empty cell."""
    tall = [
        cell.wrap(_room(number, wide), 0)[1]
        for number, (cell, wide) in enumerate(zip(cells, widths, strict=True))
        if cell is not None
    ]
    return GridRow(cells, max(tall, default=0.0) + _ABOVE + _BELOW, strong)


class Grid(Flowable):
    """A head and rows. `goes_on` says that the table has more rows on a later page.

    Of one that stands `alone`, not beside another, such rows wait for that page: in what is left of
    the page before they would show the head twice.
    """

    canv: NumberedCanvas

    def __init__(
        self,
        head: GridRow,
        rows: Sequence[GridRow],
        widths: Sequence[float],
        *,
        goes_on: bool = False,
        alone: bool = False,
    ) -> None:
        super().__init__()
        self.head, self.rows, self.widths = head, rows, widths
        self.goes_on, self.alone = goes_on, alone
        self._waits = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """The width and the height needed, in points."""
        self.width = sum(self.widths)
        self.height = self.head.height + sum(row.height for row in self.rows)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """The part that this page has room for, and the rest; a row only where not even one fits."""
        if self._waits:
            self._waits = False
            return []
        room = availHeight - self.head.height + _FUZZ
        fitting = sum(1 for used in accumulate(row.height for row in self.rows) if used <= room)
        if fitting == len(self.rows):
            return [self]
        if len(self.rows) > _TOGETHER:
            fitting = min(fitting, len(self.rows) - _TOGETHER)
        if fitting:
            return self._parts(self.rows[:fitting], self.rows[fitting:])
        first, *rest = self.rows
        halves = self._halves(first, room - _ABOVE - _BELOW)
        return self._parts([halves[0]], [halves[1], *rest]) if halves else []

    def draw(self) -> None:
        """Draw the cells of each row, then all rules, which are furniture."""
        y = self.height
        self._draw_row(self.head, y - self.head.height, at_foot=True)
        y -= self.head.height
        for row in self.rows:
            y -= row.height
            self._draw_row(row, y)
        self._draw_rules()

    def _parts(self, now: Sequence[GridRow], later: Sequence[GridRow]) -> list[Flowable]:
        first = Grid(self.head, now, self.widths, goes_on=True, alone=self.alone)
        rest = Grid(self.head, later, self.widths, goes_on=self.goes_on, alone=self.alone)
        rest._waits = self.alone
        return [first, rest]

    def _halves(self, row: GridRow, room: float) -> tuple[GridRow, GridRow] | None:
        """What of a row too tall for the page fits into `room`, and the rest; None where nothing does."""
        upper: list[Words | None] = []
        lower: list[Words | None] = []
        for number, (cell, wide) in enumerate(zip(row.cells, self.widths, strict=True)):
            if cell is None or cell.height <= room:
                upper.append(cell)
                lower.append(None)
            elif parts := cell.split(_room(number, wide), room):
                upper.append(parts[0])
                lower.append(parts[1])
            else:
                return None
        return (
            grid_row(upper, self.widths, strong=row.strong),
            grid_row(lower, self.widths),
        )

    def _draw_row(self, row: GridRow, y: float, *, at_foot: bool = False) -> None:
        """The cells of a row whose lower edge is at `y`: words at its top, those of a head at its foot."""
        x = 0.0
        for number, (cell, wide) in enumerate(zip(row.cells, self.widths, strict=True)):
            if cell is not None:
                low = y + _BELOW if at_foot else y + row.height - _ABOVE - cell.height
                cell.drawOn(self.canv, x + (PADDING if number else 0.0), low)
            x += wide

    def _draw_rules(self) -> None:
        top, foot = self.height, self.height - self.head.height
        ends = [foot - down for down in accumulate(row.height for row in self.rows)]
        starts = [foot, *ends]
        strong = [y for y, row in zip(starts, self.rows, strict=False) if row.strong]
        last = [] if self.goes_on else ends[-1:]
        self.canv.begin_artifact()
        self.canv.saveState()
        for colour, weight, heights in (
            (palette.RULE, _THIN, ends if self.goes_on else ends[:-1]),
            (palette.INK, _MEDIUM, [foot, *last, *strong]),
            (palette.INK, _HEAVY, [top]),
        ):
            self.canv.setStrokeColor(colour)
            self.canv.setLineWidth(weight)
            self.canv.lines([(0, y, self.width, y) for y in heights])
        self.canv.restoreState()
        self.canv.end_marked()


def _room(number: int, wide: float) -> float:
    """How wide the words of cell `number` may be."""
    return wide - PADDING - (PADDING if number else 0.0)
