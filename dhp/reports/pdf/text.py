"""The only place that makes paragraphs: whatever a text holds, it is printed as it was typed.

ReportLab reads markup in a paragraph, and an image tag in it opens a file. Every text is
therefore given to it past its parser here and nowhere else, and no other module may make a
paragraph.
"""

from copy import copy
from functools import cache
from typing import Any

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paragraph import cleanBlockQuotedText

from dhp.charts import palette
from dhp.charts.fonts import BOLD, REGULAR, drawable
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.tagging import TaggedCanvas


def _style(name: str, size: float, **changes: Any) -> ParagraphStyle:
    settings: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": size,
        "leading": round(size * 1.32, 1),
        "textColor": palette.INK,
        "alignment": TA_LEFT,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    return ParagraphStyle(name, **(settings | changes))


BODY = _style("body", 10.5, spaceAfter=6)
TITLE = _style("title", 20, fontName=BOLD, leading=24, textColor=palette.NAVY, spaceAfter=3)
SUBTITLE = _style("subtitle", 11.5, spaceAfter=8)
HEADINGS = {
    2: _style(
        "heading 2", 13.5, fontName=BOLD, textColor=palette.NAVY, spaceBefore=11, spaceAfter=4
    ),
    3: _style("heading 3", 11, fontName=BOLD, spaceBefore=9, spaceAfter=3),
}
for _heading in HEADINGS.values():
    _heading.keepWithNext = 1
ITEM = _style("item", 10.5)
CAPTION = _style("caption", 10, fontName=BOLD)
CAPTION_DETAIL = _style("caption detail", 9, textColor=palette.QUIET, spaceAfter=3)
CELL = _style("cell", 9.5, leading=11.7)
CELL_STRONG = _style("strong cell", 9.5, leading=11.7, fontName=BOLD)
NUMBER = _style("number", 9.5, leading=11.7, alignment=TA_RIGHT)
NUMBER_STRONG = _style("strong number", 9.5, leading=11.7, alignment=TA_RIGHT, fontName=BOLD)
HEAD = _style("head", 9, leading=11, fontName=BOLD)
HEAD_NUMBER = _style("number head", 9, leading=11, fontName=BOLD, alignment=TA_RIGHT)
FOOTNOTE = _style("footnote", 9, textColor=palette.QUIET, spaceBefore=2)
LABEL = _style("label", 9, leading=11.8, textColor=palette.QUIET)
FACT = _style("fact", 9.5, leading=11.8)


class Words(Paragraph):
    """A paragraph of plain words that belongs to one element of the structure.

    Drawn a second time, as the repeated head of a split table is, it is furniture.
    """

    canv: TaggedCanvas

    def __init__(self, text: str | None, style: ParagraphStyle, **settings: Any) -> None:
        # ReportLab makes the halves of a split paragraph itself, without text but with fragments.
        self.element: Element | None = settings.pop("element", None)
        self._drawn = False
        if text is not None:
            settings["frags"] = [_fragment(cleanBlockQuotedText(drawable(text)), style)]
        # The stubs know no paragraph without text; the fragments are its text.
        super().__init__(None, style, **settings)  # type: ignore[arg-type]

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803  ReportLab's
        """The parts on this page and the next; both are content of the same element."""
        parts: list[Any] = super().split(availWidth, availHeight)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        """Draw the words as content of their element."""
        if self.element is None or self._drawn:
            with self.canv.artifact("Pagination"):
                super().draw()
        else:
            with self.canv.tagged(self.element):
                super().draw()
        self._drawn = True


@cache
def _empty(style: ParagraphStyle) -> Any:
    """What the parser makes of words in `style`, to be filled."""
    return Paragraph("words", style).frags[0]


def _fragment(text: str, style: ParagraphStyle) -> Any:
    fragment = copy(_empty(style))
    fragment.text = text
    return fragment


class HeadingWords(Words):
    """A heading, which is also a bookmark of the file."""

    def __init__(self, text: str | None, style: ParagraphStyle, **settings: Any) -> None:
        self.bookmark: tuple[str, str, int] | None = settings.pop("bookmark", None)
        super().__init__(text, style, **settings)

    def draw(self) -> None:
        """Draw the heading and set its bookmark."""
        if self.bookmark:
            key, title, level = self.bookmark
            self.canv.bookmarkHorizontal(key, 0, self.height)
            self.canv.addOutlineEntry(title, key, level)
        super().draw()


def words(text: str, style: ParagraphStyle, element: Element) -> Words:
    """`text` as a paragraph that is content of `element`, printed as typed."""
    return Words(text, style, element=element)


def heading(text: str, style: ParagraphStyle, element: Element, key: str, level: int) -> Words:
    """`text` as a heading and as the bookmark `key` at `level`, from 0."""
    return HeadingWords(text, style, element=element, bookmark=(key, drawable(text), level))
