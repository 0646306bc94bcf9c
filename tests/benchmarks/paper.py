"""The floor of a report: a bare ReportLab document of as many pages, tables and cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from dhp.reports.blocks import Laid
from dhp.reports.document import Document
from dhp.reports.files import FORMS
from tests.benchmarks.timing import Act, Result, in_turn

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


def parts_of(
    result: Result, build: Callable[[], Document], shape: Shape, repeats: int
) -> Iterator[Result]:
    """What the time of the whole `result` goes into: building the document, and each form of it."""
    document = build()
    acts: dict[str, Act] = {"the document": build}
    acts |= {ending: partial(render, document) for ending, (_type, render) in FORMS.items()}
    floor = partial(bare_pdf, shape)
    for name, act in acts.items():
        times = in_turn(partial(_ready, act), floor, repeats)
        yield Result(f"{result.what}: {name}", result.deaths, *times)


def _ready(act: Act) -> Act:
    return act


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
