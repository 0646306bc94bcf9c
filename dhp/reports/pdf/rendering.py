"""From a document to the bytes of its PDF: the same document always gives the same bytes."""

from collections.abc import Callable
from datetime import UTC
from functools import partial
from io import BytesIO
from typing import Any

from dhp.charts.fonts import missing_glyphs
from dhp.reports.blocks import Laid
from dhp.reports.copies import Copy
from dhp.reports.document import Document, Edition
from dhp.reports.pdf.grid import LEAST_HEIGHT
from dhp.reports.pdf.numbering import NumberedCanvas
from dhp.reports.pdf.page import HEIGHT, ReportTemplate
from dhp.reports.pdf.story import tell
from dhp.reports.pdf.structure import Element

LONG = 8  # a report of so many pages has a page of contents


def render_pdf(document: Document, copy: Copy | None = None) -> bytes:
    """The document as a tagged PDF with embedded fonts, for everybody or as one recipient's copy.

    No clock, file or network is read. Raises ValueError for a copy of an edition for everybody.
    """
    if copy and document.edition is not Edition.RESTRICTED:
        raise ValueError("Only a restricted edition is made in copies for named recipients.")
    if not _surely_long(document):
        pdf, pages = _laid_out(document, copy, contents=False)
        if pages < LONG:
            return pdf
    return _laid_out(document, copy, contents=True)[0]


def _surely_long(document: Document) -> bool:
    """Whether the rows of its tables alone fill the pages of a long report: it need not be laid out
    to find out.
    """
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Laid))
    return rows * LEAST_HEIGHT > (LONG - 1) * HEIGHT


def unprintable(document: Document) -> tuple[str, ...]:
    """The characters of the document that no typeface has; they would print as empty boxes."""
    return missing_glyphs("".join(document.words()))


def _laid_out(document: Document, copy: Copy | None, *, contents: bool) -> tuple[bytes, int]:
    file, tree = BytesIO(), Element("Document")
    template = ReportTemplate(file, document, copy)
    story = tell(document, tree, contents=contents)
    made = partial(
        _dated_canvas, tree=tree, date=_date(document), too_many=None if contents else LONG
    )
    template.build(story, canvasmaker=made)
    return file.getvalue(), template.page


def _dated_canvas(file: Any, *, date: Callable[..., str], **settings: Any) -> Any:
    canvas = NumberedCanvas(file, **settings)
    canvas.setDateFormatter(date)
    return canvas


def _date(document: Document) -> Callable[..., str]:
    """The date of the file is the document's own, not that of the machine that prints it."""
    instant = (document.issued or document.as_at).astimezone(UTC)
    return lambda *_: f"D:{instant:%Y%m%d%H%M%S}Z"
