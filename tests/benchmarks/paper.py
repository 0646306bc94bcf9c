"""The floor of a report: a bare ReportLab document of as many pages, tables and cells."""

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from dhp.reports.blocks import TableBlock
from dhp.reports.document import Document

Cells = list[list[str]]


@dataclass(frozen=True)
class Shape:
    """How many pages a report has, and what its tables hold."""

    pages: int
    tables: tuple[Cells, ...]

    @property
    def cells(self) -> int:
        """How many cells all tables have, heads included."""
        return sum(len(row) for table in self.tables for row in table)


def shape_of(document: Document, pdf: bytes) -> Shape:
    """The shape of a report that was printed as `pdf`."""
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    return Shape(pages_in(pdf), tuple(_cells(table) for table in tables))


def bare_pdf(shape: Shape) -> bytes:
    """A document of that shape: plain words, plain tables, nothing else."""
    words = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = [Table(table, repeatRows=1) for table in shape.tables]
    breaks = shape.pages - 1
    for _ in range(breaks):
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


def _cells(table: TableBlock) -> Cells:
    head = [table.row_head, *(column.label for column in table.columns)]
    rows = [
        [row.label, *(row.cells[column.key].shown for column in table.columns)]
        for row in table.rows
    ]
    return [head, *rows]
