"""The only place that makes paragraphs: whatever a text holds, it is printed as it was typed.

ReportLab's own paragraph reads markup, and an image tag in it opens a file. Words are therefore
set here as the plain text they are, in every script, and no module makes a paragraph of
ReportLab's.
"""

from typing import Any

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from dhp.charts import palette
from dhp.charts.fonts import BOLD, REGULAR, drawable
from dhp.charts.lettering import runs_from_right
from dhp.reports.pdf.numbering import NumberedCanvas
from dhp.reports.pdf.setting import Line, lines_for, rejoined
from dhp.reports.pdf.structure import Element


def _style(name: str, size: float, **changes: Any) -> ParagraphStyle:
    settings: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": size,
        "leading": round(size * 1.32, 1),
        "textColor": palette.INK,
        "alignment": TA_LEFT,
    }
    return ParagraphStyle(name, **(settings | changes))


BODY = _style("body", 10.5, spaceAfter=6)
TITLE = _style("title", 20, fontName=BOLD, leading=24, textColor=palette.NAVY, spaceAfter=3)
SUBTITLE = _style("subtitle", 11.5, spaceAfter=8)
HEADINGS = {
    2: _style(
        "heading 2", 13.5, fontName=BOLD, textColor=palette.NAVY, spaceBefore=9, spaceAfter=4
    ),
    3: _style("heading 3", 11, fontName=BOLD, spaceBefore=9, spaceAfter=3),
}
for _heading in HEADINGS.values():
    _heading.keepWithNext = 1
CONTENTS = {2: _style("contents 2", 10.5), 3: _style("contents 3", 10, leftIndent=16)}
ITEM = _style("item", 10.5)
CAPTION = _style("caption", 10, fontName=BOLD, spaceBefore=4)
CAPTION_DETAIL = _style("caption detail", 9, textColor=palette.QUIET, spaceAfter=3)
CELL = _style("cell", 9.5, leading=11.3)
CELL_STRONG = _style("strong cell", 9.5, leading=11.3, fontName=BOLD)
NUMBER = _style("number", 9.5, leading=11.3, alignment=TA_RIGHT)
NUMBER_STRONG = _style("strong number", 9.5, leading=11.3, alignment=TA_RIGHT, fontName=BOLD)
HEAD = _style("head", 9, leading=11, fontName=BOLD)
HEAD_NUMBER = _style("number head", 9, leading=11, fontName=BOLD, alignment=TA_RIGHT)
FOOTNOTE = _style("footnote", 9, leading=11, textColor=palette.QUIET, spaceBefore=2)
LABEL = _style("label", 9, leading=11.8, textColor=palette.QUIET)
FACT = _style("fact", 9.5, leading=11.8)


class Words(Flowable):
    """Plain words in lines that belong to one element of the structure.

    Drawn a second time, as the repeated head of a split table is, they are furniture.
    """

    canv: NumberedCanvas

    def __init__(self, text: str, style: ParagraphStyle, element: Element | None = None) -> None:
        super().__init__()
        self.text = drawable(text)
        self.style = style
        self.element = element
        self._lines: list[Line] = []
        self._for = 0.0
        self._drawn = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """The width given and the height needed, in points."""
        if self._for != availWidth:
            style = self.style
            self._lines = lines_for(self.text, style.fontName, style.fontSize, availWidth)
            self._for = availWidth
        self.width, self.height = availWidth, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list["Words"]:  # type: ignore[override]
        """The parts on this page and the next, each of two lines or more."""
        self.wrap(availWidth, availHeight)
        fitting = min(int(availHeight // self.style.leading), len(self._lines) - 2)
        if fitting < 2:
            return []
        return [self._part(self._lines[:fitting]), self._part(self._lines[fitting:])]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        """Draw the words with their lower left corner at `x`, `y`, as content of their element.

        Words need no axes of their own, which ReportLab sets up and takes down for each flowable.
        """
        if self.element is None or self._drawn:
            canvas.begin_artifact("Pagination")
        else:
            canvas.begin_tagged(self._place(self.element))
        self._draw_lines(canvas, x, y)
        canvas.end_marked()
        self._drawn = True

    def _part(self, lines: list[Line]) -> "Words":
        """A paragraph of its own: ReportLab's note that the whole was put off once is not its note."""
        return Words(rejoined(lines), self.style, self.element)

    def _place(self, element: Element) -> Element:
        """Words from the right are said by the structure, whatever their shapes' order is."""
        return element.add("Span", actual=self.text) if runs_from_right(self.text) else element

    def _draw_lines(self, canvas: NumberedCanvas, x: float, y: float) -> None:
        style = self.style
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        y += self.height - style.fontSize
        for line in self._lines:
            if style.alignment == TA_RIGHT:
                canvas.drawRightString(x + self.width, y, line.text)
            else:
                canvas.drawString(x, y, line.text)
            y -= style.leading


class HeadingWords(Words):
    """A heading, which is also a bookmark of the file."""

    def __init__(
        self, text: str, style: ParagraphStyle, element: Element, bookmark: tuple[str, int]
    ) -> None:
        super().__init__(text, style, element)
        self.bookmark, self._whose = bookmark, element

    def split(self, availWidth: float, availHeight: float) -> list[Words]:  # type: ignore[override]
        """The parts on this page and the next; the first is the place that links lead to."""
        parts = super().split(availWidth, availHeight)
        if parts:
            parts[0] = HeadingWords(parts[0].text, self.style, self._whose, self.bookmark)
        return parts

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        """Draw the heading, set its bookmark and remember its page."""
        key, level = self.bookmark
        canvas.bookmarkHorizontal(key, x, y + self.height)
        canvas.mark_place(key)
        canvas.addOutlineEntry(self.text, key, level)
        super().drawOn(canvas, x, y, _sW)


def words(text: str, style: ParagraphStyle, element: Element | None) -> Words:
    """`text` as a paragraph that is content of `element`, printed as typed; None is furniture."""
    return Words(text, style, element)


def heading(text: str, style: ParagraphStyle, element: Element, key: str, level: int) -> Words:
    """`text` as a heading and as the bookmark `key` at `level`, from 0."""
    return HeadingWords(text, style, element, (key, level))
