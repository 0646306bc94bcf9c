"""The furniture of a printed page: margins, the marking at head and foot, what edition it is."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from dhp.charts import palette
from dhp.charts.fonts import BOLD, REGULAR, drawable, lines_of, width_of
from dhp.reports.copies import Copy
from dhp.reports.document import Document
from dhp.reports.front import edition_line, instant_in_words
from dhp.reports.pdf.numbering import SMALL, NumberedCanvas

UPRIGHT, ACROSS = "upright", "across"
SIDE = 20 * mm
ENDS = 25 * mm
WIDTH = A4[0] - 2 * SIDE
WIDTH_ACROSS = A4[1] - 2 * SIDE
HEIGHT = A4[1] - 2 * ENDS  # of what an upright page holds; one across holds less
_FAINT = HexColor("#ececec")  # under 8% of grey: words over it lose nothing
_LINE = SMALL * 1.2


class ReportTemplate(BaseDocTemplate):
    """A4 pages of one report, upright or across, made for everybody or as one recipient's copy."""

    def __init__(self, file: Any, document: Document, copy: Copy | None = None) -> None:
        super().__init__(
            file,
            pagesize=A4,
            title=drawable(document.title),
            # The organisation, not the person: metadata travels further than the page.
            author=drawable(document.front.organisation),
            subject=drawable(document.subtitle),
            creator=f"dhp {document.made_from.version}",
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
            lang="en-GB",
        )
        self.document = document
        self.copy = copy
        self.addPageTemplates([_pages(UPRIGHT, A4), _pages(ACROSS, landscape(A4))])


def _pages(name: str, size: tuple[float, float]) -> PageTemplate:
    width, height = size
    frame = Frame(
        SIDE,
        ENDS,
        width - 2 * SIDE,
        height - 2 * ENDS,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], onPage=_furniture, pagesize=size)


def _furniture(canvas: Any, template: ReportTemplate) -> None:
    document = template.document
    width, height = template.pageTemplate.pagesize
    canvas.saveState()
    if template.copy:
        _watermark(canvas, template.copy.code, width, height)
    with canvas.artifact("Pagination", "Header"):
        _marking(canvas, document, width, height - 13 * mm)
        if template.page == 1:
            _centred(canvas, document.front.handling, width, height - 13 * mm - 12)
    with canvas.artifact("Pagination", "Footer"):
        _foot(canvas, template, width)
        _marking(canvas, document, width, 8 * mm)
    canvas.restoreState()


def _foot(canvas: NumberedCanvas, template: ReportTemplate, width: float) -> None:
    document = template.document
    canvas.setStrokeColor(palette.RULE)
    canvas.setLineWidth(0.4)
    canvas.line(SIDE, ENDS - 8, width - SIDE, ENDS - 8)
    canvas.setFont(REGULAR, SMALL)
    canvas.setFillColor(palette.QUIET)
    text = f"{edition_line(document)}; data as at {instant_in_words(document.as_at)}"
    lines = lines_of(text, SMALL, width - 2 * SIDE - 80)
    if template.copy:
        lines += lines_of(template.copy.words, SMALL, width - 2 * SIDE - 80)[:1]
    for at, line in enumerate(lines):
        canvas.drawString(SIDE, ENDS - 19 - at * _LINE, line)
    canvas.foot(width - SIDE, ENDS - 19)


def _watermark(canvas: NumberedCanvas, code: str, width: float, height: float) -> None:
    """The recipient's code across the page, drawn first, so that everything stands over it."""
    code = drawable(code)
    size = min(96.0, 0.8 * width / max(width_of(code, 1, BOLD), 0.1))
    with canvas.artifact("Pagination", "Watermark"):
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        canvas.setFont(BOLD, size)
        canvas.setFillColor(_FAINT)
        canvas.drawCentredString(0, -size / 3, code)
        canvas.restoreState()


def _marking(canvas: NumberedCanvas, document: Document, width: float, y: float) -> None:
    canvas.setFont(BOLD, 11)
    canvas.setFillColor(palette.INK)
    canvas.drawCentredString(width / 2, y, drawable(document.marking))


def _centred(canvas: NumberedCanvas, words: str, width: float, y: float) -> None:
    canvas.setFont(REGULAR, SMALL)
    canvas.setFillColor(palette.QUIET)
    for line in lines_of(words, SMALL, width - 2 * SIDE):
        canvas.drawCentredString(width / 2, y, line)
        y -= SMALL * 1.25
