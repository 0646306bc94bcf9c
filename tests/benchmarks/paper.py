"""The floor of a report: a plain ReportLab document of the same pages, words, tables and charts.

It is set in the same typefaces. It has no tags, no bookmarks, no marking and no links; all its tables
have one style, and words in a cell are not broken into lines. Its charts are given as drawings.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from html import escape
from io import BytesIO

import pypdfium2
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from dhp.charts.fonts import REGULAR
from dhp.reports.blocks import Block, Bullets, ChartBlock, Comment, Heading, Laid, Note, Text
from dhp.reports.document import Document
from dhp.reports.front import front_rows
from dhp.reports.pdf.page import ENDS, SIDE, WIDTH
from dhp.reports.pdf.pictures import HEIGHT, LETTERS

Cells = list[list[str]]
_ROOM = int(WIDTH) - 12  # points: ReportLab's plain page keeps 6 free on either side
_WORDS = ParagraphStyle("words", fontName=REGULAR, fontSize=9.5, leading=11.3, spaceAfter=3)
_CELLS = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), REGULAR, 9.5, 11.3),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)


@dataclass(frozen=True)
class Shape:
    """What a report holds in its order: paragraphs, tables and charts; and how many pages it has
    further to those that these fill.
    """

    parts: tuple[str | Cells | Drawing, ...]
    further: int = 0


def shape_of(document: Document, pdf: bytes) -> Shape:
    """The shape of a report that was printed as `pdf`."""
    front = (f"{label}: {fact}" for label, fact in front_rows(document))
    blocks = (part for block in document.blocks for part in _parts(block))
    alone = Shape((document.title, document.subtitle, *front, *blocks))
    return replace(alone, further=pages_in(pdf) - pages_in(bare_pdf(alone)))


def bare_pdf(shape: Shape) -> bytes:
    """A document of that shape."""
    story: list[Flowable] = [_flowable(part) for part in shape.parts]
    for _ in range(shape.further):
        story += [PageBreak(), Paragraph("A page.", _WORDS)]
    file = BytesIO()
    margins = {"leftMargin": SIDE, "rightMargin": SIDE, "topMargin": ENDS, "bottomMargin": ENDS}
    SimpleDocTemplate(file, pagesize=A4, **margins).build(story)
    return file.getvalue()


def pages_in(pdf: bytes) -> int:
    """How many pages a file has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _flowable(part: str | Cells | Drawing) -> Flowable:
    if isinstance(part, str):
        return Paragraph(escape(part), _WORDS)
    if isinstance(part, Drawing):
        return copy(part)  # ReportLab notes on it that it went to the next page
    return Table(part, repeatRows=1, style=_CELLS)


def _parts(block: Block) -> Iterator[str | Cells | Drawing]:
    match block:
        case Laid():
            yield from (f"Table {block.id}: {block.title}", f"{block.unit}. {block.base}.")
            yield _cells(block)
            yield from _joined(block.notes)
        case ChartBlock():
            yield from (f"Chart {block.id}: {block.title}", block.subtitle)
            yield block.chart.draw(_ROOM, HEIGHT, LETTERS)
            yield from _joined(block.notes)
        case Bullets():
            yield from block.items
        case Note() | Comment():
            yield from filter(None, (block.title, block.text))
        case Heading() | Text():
            yield block.text


def _joined(notes: tuple[str, ...]) -> Iterator[str]:
    if notes:
        yield " ".join(notes)


def _cells(table: Laid) -> Cells:
    head = [table.row_head, *(column.label for column in table.columns)]
    rows = [
        [row.label, *(row.cells[column.key].shown for column in table.columns)]
        for row in table.rows
    ]
    return [head, *rows]
