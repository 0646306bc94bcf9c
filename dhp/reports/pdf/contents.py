"""The page of contents of a long report: each heading, its page, and the way there."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer

from dhp.charts import palette
from dhp.charts.fonts import drawable, width_of
from dhp.reports.outline import Entry
from dhp.reports.pdf import text
from dhp.reports.pdf.numbering import NumberedCanvas
from dhp.reports.pdf.setting import lines_for
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.tables import plain_table
from dhp.reports.pdf.text import words

_ROOM = 40.0  # for the number of the page
_ONE_COLUMN = 10  # lines


class ContentsLine(Flowable):
    """One line of the contents: the words, dots, and the page, all of it a link."""

    canv: NumberedCanvas

    def __init__(self, entry: Entry, link: Element) -> None:
        super().__init__()
        self.entry = entry
        self.link = link
        self.style: ParagraphStyle = text.CONTENTS[entry.level]
        self._lines: list[str] = []

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """The width given and the height needed, in points."""
        style = self.style
        room = availWidth - style.leftIndent - _ROOM
        title = drawable(self.entry.title)
        self._lines = [line.text for line in lines_for(title, style.fontName, style.fontSize, room)]
        self.width, self.height = availWidth, len(self._lines) * style.leading + 3
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line and lay the link over it."""
        canvas, style = self.canv, self.style
        y = self.height - style.fontSize
        with canvas.tagged(self.link):
            canvas.setFillColor(palette.INK)
            canvas.setFont(style.fontName, style.fontSize)
            for at, line in enumerate(self._lines):
                canvas.drawString(style.leftIndent, y - at * style.leading, line)
            last = y - (len(self._lines) - 1) * style.leading
            canvas.page_of(self.entry.anchor, self.width, last)
        self._dots(last)
        whole = (0, 0, self.width, self.height)
        canvas.link_to(self.entry.anchor, self.entry.title, whole, self.link)

    def _dots(self, y: float) -> None:
        canvas, style = self.canv, self.style
        end = style.leftIndent + width_of(self._lines[-1], style.fontSize, style.fontName)
        with canvas.artifact():
            canvas.setStrokeColor(palette.RULE)
            canvas.setLineWidth(0.6)
            canvas.setDash([0.6, 3])
            canvas.line(end + 6, y + 1, self.width - _ROOM / 2 - 6, y + 1)
            canvas.setDash()


def contents_flowables(entries: tuple[Entry, ...], parent: Element, width: float) -> list[Flowable]:
    """The contents under their own heading, which is no part of them; many stand in two columns."""
    head = words("Contents", text.HEADINGS[2], parent.add("H2"))
    element = parent.add("TOC")
    lines: list[Flowable] = []
    for entry in entries:
        item = element.add("TOCI").add("Reference").add("Link")
        lines.append(ContentsLine(entry, item))
    if len(lines) > _ONE_COLUMN:
        half = (len(lines) + 1) // 2
        apart = [("RIGHTPADDING", (0, 0), (0, 0), 26), ("RIGHTPADDING", (1, 0), (1, 0), 0)]
        grid = plain_table([[lines[:half], lines[half:]]], [width / 2, width / 2], apart)
        return [KeepTogether([Spacer(0, 6), head, grid])]
    return [Spacer(0, 6), head, *lines]
