"""The furniture of a printed page: margins, the marking at head and foot, what edition it is."""

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from dhp.charts import palette
from dhp.charts.fonts import BOLD, REGULAR, drawable, lines_of
from dhp.reports.document import Document
from dhp.reports.front import edition_line, instant_in_words
from dhp.reports.pdf.tagging import TaggedCanvas

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE = 20 * mm
ENDS = 25 * mm
WIDTH = PAGE_WIDTH - 2 * SIDE
_SMALL = 9


class ReportTemplate(BaseDocTemplate):
    """A4 pages of one report, which say in their foot which page of how many they are."""

    def __init__(self, file: Any, document: Document) -> None:
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
        frame = Frame(
            SIDE, ENDS, WIDTH, PAGE_HEIGHT - 2 * ENDS,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates(PageTemplate("page", [frame], onPage=_furniture))


class PageCanvas(TaggedCanvas):
    """A canvas that numbers its pages when the last one is drawn.

    Each page refers to a form that says which page of how many it is. How many is known at the
    end, so the report need not be laid out twice.
    """

    def save(self) -> None:
        """Draw the numbers, then write the file."""
        if self._code:
            self.showPage()
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_number_of(page), 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
            self.setFont(REGULAR, _SMALL)
            self.setFillColor(palette.QUIET)
            self.drawRightString(PAGE_WIDTH - SIDE, ENDS - 22, f"Page {page} of {pages}")
            self.endForm()
        super().save()


def _number_of(page: int) -> str:
    return f"number-{page}"


def _furniture(canvas: Any, template: ReportTemplate) -> None:
    document = template.document
    canvas.saveState()
    with canvas.artifact("Pagination", "Header"):
        _marking(canvas, document, PAGE_HEIGHT - 13 * mm)
        if template.page == 1:
            _centred(canvas, document.front.handling, PAGE_HEIGHT - 13 * mm - 12)
    with canvas.artifact("Pagination", "Footer"):
        canvas.setStrokeColor(palette.RULE)
        canvas.setLineWidth(0.4)
        canvas.line(SIDE, ENDS - 10, PAGE_WIDTH - SIDE, ENDS - 10)
        canvas.setFont(REGULAR, _SMALL)
        canvas.setFillColor(palette.QUIET)
        as_at = f"data as at {instant_in_words(document.as_at)}"
        y = ENDS - 22
        for line in lines_of(f"{edition_line(document)}; {as_at}", _SMALL, WIDTH - 80):
            canvas.drawString(SIDE, y, line)
            y -= _SMALL * 1.25
        canvas.doForm(_number_of(template.page))
        _marking(canvas, document, 10 * mm)
    canvas.restoreState()


def _marking(canvas: Any, document: Document, y: float) -> None:
    canvas.setFont(BOLD, 11)
    canvas.setFillColor(palette.INK)
    canvas.drawCentredString(PAGE_WIDTH / 2, y, drawable(document.marking))


def _centred(canvas: Any, words: str, y: float) -> None:
    canvas.setFont(REGULAR, _SMALL)
    canvas.setFillColor(palette.QUIET)
    for line in lines_of(words, _SMALL, WIDTH):
        canvas.drawCentredString(PAGE_WIDTH / 2, y, line)
        y -= _SMALL * 1.25
