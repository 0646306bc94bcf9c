"""A heat table: cells that say their number in words, shaded by it, so that no colour stands alone."""

from dataclasses import dataclass
from typing import ClassVar

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color

from dhp.charts import palette
from dhp.charts.chart import Chart, Told
from dhp.charts.fonts import BOLD, REGULAR, drawable, lines_of, width_of

# From light to dark, with the letters that keep their contrast on it.
SHADES: tuple[tuple[Color, Color], ...] = (
    (palette.PAPER, palette.INK),
    (palette.BAND, palette.INK),
    (palette.SKY, palette.INK),
    (palette.BLUE, palette.PAPER),
    (palette.NAVY, palette.PAPER),
)
_LEAST_CELL = 5.2  # the least width of a cell, in heights of letters; else each cell has a line


@dataclass(frozen=True)
class Shaded:
    """One cell: its share (0 to 1), or None where there is none to shade by, and its words."""

    share: float | None
    words: str


@dataclass(frozen=True)
class HeatRow:
    """One row of cells, one for each column."""

    label: str
    cells: tuple[Shaded, ...]


@dataclass(frozen=True)
class Heat(Chart):
    """Rows of cells under `columns`. `across` names the rows, `measure` what the cells tell.

    A cell without a share stays white: its words say why there is none, or that few are known.
    """

    across: str
    measure: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]

    kind: ClassVar[str] = "heat"

    def __post_init__(self) -> None:
        """Refuse a row with other cells than columns, a blank cell, and a share beyond 0 to 1."""
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{row.label}: a row needs a cell for each column.")
            for cell in row.cells:
                if not cell.words or (cell.share is not None and not 0 <= cell.share <= 1):
                    raise ValueError(f"{row.label}: a cell needs words, and a share from 0 to 1.")

    def data(self) -> Told:
        """The same as a table: its heads, then its rows, all in words."""
        rows = tuple((row.label, *(cell.words for cell in row.cells)) for row in self.rows)
        return (self.across, *self.columns), rows

    def alternative(self) -> str:
        """What the picture shows, in words: the highest cell of each row."""
        told = []
        for row in self.rows:
            shares = [cell.share for cell in row.cells if cell.share is not None]
            if not shares:
                told.append(f"{row.label}: no share can be shown")
                continue
            most = max(shares)
            names = [
                f"{column}, {cell.words}"
                for column, cell in zip(self.columns, row.cells, strict=True)
                if cell.share == most
            ]
            told.append(f"{row.label}: highest for {' and '.join(names)}")
        return f"{self.measure}, a cell for each, darker where more. {'; '.join(told) or 'No row'}."

    def draw(self, width: int, height: int, size: float) -> Drawing:
        """The table `width` wide, its letters `size` high, as high as its rows need.

        Where a cell would be too narrow for its words, every cell has a line of its own. `height`
        is not asked for.
        """
        left = width * 0.27
        cell = (width - left) / max(len(self.columns), 1)
        longest = max((width_of(drawable(word), size) for word in self._words()), default=0.0)
        if cell >= max(size * _LEAST_CELL, longest + size * 0.6):
            return self._draw_grid(width, size, left, cell)
        return self._draw_list(width, size)

    def shade(self, share: float | None) -> tuple[Color, Color]:
        """The fill and the letters of a cell: quarters of the highest share, white for none."""
        highest = max((c.share for row in self.rows for c in row.cells if c.share), default=0.0)
        if not share or not highest:
            return SHADES[0]
        return SHADES[min(4, 1 + int(4 * share / highest - 1e-9))]

    def _words(self) -> list[str]:
        """Every word that must fit into a cell of the grid."""
        texts = [*self.columns, *(cell.words for row in self.rows for cell in row.cells)]
        return [word for text in texts for word in text.split()]

    def _draw_grid(self, width: int, size: float, left: float, wide: float) -> Drawing:
        room = wide - size * 0.5
        heads = [lines_of(column, size, room) for column in self.columns]
        tables = [
            (
                lines_of(row.label, size, left - size),
                [_cell_lines(c.words, size, room) for c in row.cells],
            )
            for row in self.rows
        ]
        heights = [
            size * (1.2 * max([len(label), *map(len, cells), 1]) + 0.9) for label, cells in tables
        ]
        head = size * (1.2 * max(map(len, heads), default=1) + 0.6)
        drawing = Drawing(width, head + sum(heights))
        top = drawing.height
        for place, lines in enumerate(heads):
            x = left + wide * (place + 0.5)
            foot = top - head + size * (0.3 + 1.2 * len(lines))
            _lines(drawing, lines, (x, foot), size, middle=True)
        top -= head
        for row, (label, cells), high in zip(self.rows, tables, heights, strict=True):
            _lines(drawing, label, (0, top - high / 2 + size * 0.6 * len(label)), size)
            for place, (cell, lines) in enumerate(zip(row.cells, cells, strict=True)):
                x = left + wide * place
                fill, ink = self.shade(cell.share)
                _box(drawing, (x, top - high, wide, high), fill, size)
                y = top - high / 2 + size * 0.6 * len(lines)
                _lines(drawing, lines, (x + wide / 2, y), size, ink=ink, middle=True)
            top -= high
        return drawing

    def _draw_list(self, width: int, size: float) -> Drawing:
        """Each row as a heading with its cells under it, a line each."""
        wide = max(
            (width_of(drawable(c.words), size) for row in self.rows for c in row.cells), default=0.0
        )
        wide = min(wide + size * 0.8, width * 0.6)
        texts = [lines_of(column, size, width - wide - size * 0.6) for column in self.columns]
        heights = [size * (1.2 * len(lines) + 0.5) for lines in texts]
        labels = [lines_of(row.label, size, width, BOLD) for row in self.rows]
        whole = sum(size * (1.2 * len(label) + 1.2) + sum(heights) for label in labels)
        drawing = Drawing(width, max(whole, size))
        top = drawing.height
        for row, label in zip(self.rows, labels, strict=True):
            top -= size * 0.5
            _lines(drawing, label, (0, top), size, bold=True)
            top -= size * (1.2 * len(label) + 0.4)
            for cell, lines, high in zip(row.cells, texts, heights, strict=True):
                fill, ink = self.shade(cell.share)
                _box(drawing, (0, top - high, wide, high), fill, size)
                middle = top - high / 2
                _lines(
                    drawing,
                    [cell.words],
                    (wide / 2, middle + size * 0.6),
                    size,
                    ink=ink,
                    middle=True,
                )
                beside = (wide + size * 0.6, middle + size * 0.6 * len(lines))
                _lines(drawing, lines, beside, size)
                top -= high
            top -= size * 0.3
        return drawing


def _cell_lines(words: str, size: float, room: float) -> list[str]:
    """The words of a cell in lines that keep what stands in brackets together."""
    if width_of(drawable(words), size) <= room:
        return [drawable(words)]
    before, bracket, inside = words.partition(" (")
    return lines_of(before, size, room) + lines_of(f"{bracket.strip()}{inside}", size, room)


def _box(
    drawing: Drawing, box: tuple[float, float, float, float], fill: Color, size: float
) -> None:
    rectangle = Rect(*box)
    rectangle.fillColor, rectangle.strokeColor = fill, palette.RULE
    rectangle.strokeWidth = size / 20
    drawing.add(rectangle)


def _lines(
    drawing: Drawing,
    lines: list[str],
    at: tuple[float, float],
    size: float,
    *,
    ink: Color = palette.INK,
    bold: bool = False,
    middle: bool = False,
) -> None:
    """Lines of words, the first just under the height of the place `at`."""
    x, top = at
    for place, line in enumerate(lines):
        y = top - size * (0.95 + 1.2 * place)
        word = String(round(x, 1), round(y * 2) / 2, drawable(line), fontSize=size)
        word.fontName, word.fillColor = BOLD if bold else REGULAR, ink
        word.textAnchor = "middle" if middle else "start"
        drawing.add(word)
