"""The floor of a report: a bare ReportLab document of as many pages, tables and cells."""

from dataclasses import dataclass, replace
from io import BytesIO

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from dhp.reports.blocks import Laid
from dhp.reports.document import Document

Cells = list[list[str]]


@dataclass(frozen=True)
class Shape:
    """What the tables of a report hold, and how many pages it has further to those they fill."""

    tables: tuple[Cells, ...]
    further: int = 0


def shape_of(document: Document, pdf: bytes) -> Shape:
    """The shape of a report that was printed as `pdf`."""
    tables = [block for block in document.blocks if isinstance(block, Laid)]
    alone = Shape(tuple(_cells(table) for table in tables))
    return replace(alone, further=pages_in(pdf) - pages_in(bare_pdf(alone)))


def bare_pdf(shape: Shape) -> bytes:
    """A document of that shape: plain words, plain tables, nothing else."""
    words = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = [Table(table, repeatRows=1) for table in shape.tables]
    for _ in range(shape.further):
        story += [PageBreak(), Paragraph("A page.", words)]
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(story)
    return file.getvalue()


def pages_in(pdf: bytes) -> int:
    """How many pages a file has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _cells(table: Laid) -> Cells:
    head = [table.row_head, *(column.label for column in table.columns)]
    rows = [
        [row.label, *(row.cells[column.key].shown for column in table.columns)]
        for row in table.rows
    ]
    return [head, *rows]
