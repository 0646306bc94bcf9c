"""From a document to the bytes of its PDF: the same document always gives the same bytes."""

from collections.abc import Callable
from datetime import UTC
from functools import partial
from io import BytesIO
from typing import Any

from dhp.charts.fonts import missing_glyphs
from dhp.reports.document import Document
from dhp.reports.pdf.page import WIDTH, PageCanvas, ReportTemplate
from dhp.reports.pdf.story import tell
from dhp.reports.pdf.structure import Element


def render_pdf(document: Document) -> bytes:
    """The document as a tagged PDF with embedded fonts. No clock, file or network is read."""
    file, tree = BytesIO(), Element("Document")
    template = ReportTemplate(file, document)
    story = tell(document, tree, WIDTH)
    template.build(story, canvasmaker=partial(_dated_canvas, tree=tree, date=_date(document)))
    return file.getvalue()


def unprintable(document: Document) -> tuple[str, ...]:
    """The characters of the document that the typeface lacks; they would print as empty boxes."""
    return missing_glyphs("".join(document.words()))


def _dated_canvas(file: Any, *, tree: Element, date: Callable[..., str], **settings: Any) -> Any:
    canvas = PageCanvas(file, tree=tree, **settings)
    canvas.setDateFormatter(date)
    return canvas


def _date(document: Document) -> Callable[..., str]:
    """The date of the file is the document's own, not that of the machine that prints it."""
    instant = (document.issued or document.as_at).astimezone(UTC)
    return lambda *_: f"D:{instant:%Y%m%d%H%M%S}Z"
