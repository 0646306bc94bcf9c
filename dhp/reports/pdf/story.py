"""The story of a printed report: what comes after what, from the front to the last block."""

from reportlab.platypus import Flowable, Spacer

from dhp.charts import palette
from dhp.charts.fonts import width_of
from dhp.reports.blocks import Block, Bullets, ChartBlock, Comment, Heading, Laid, Note, Text
from dhp.reports.document import Document
from dhp.reports.front import NOTICE_TITLE, front_rows, instant_in_words, notice_words
from dhp.reports.pdf import text
from dhp.reports.pdf.pictures import chart_flowables
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.tables import plain_table, table_flowables
from dhp.reports.pdf.text import heading, words

_BULLET = "\N{BULLET}"
_LABEL_WIDTH = 88.0


def tell(document: Document, tree: Element, width: float) -> list[Flowable]:
    """The flowables of `document`, their structure written to `tree`; `width` in points."""
    story: list[Flowable] = [
        heading(document.title, text.TITLE, tree.add("H1"), "top", 0),
    ]
    if document.subtitle:
        story.append(words(document.subtitle, text.SUBTITLE, tree.add("P")))
    if document.notice:
        story += _note(Note(notice_words(document.notice), NOTICE_TITLE), tree, width)
    story += [_front(front_rows(document), tree, width), Spacer(0, 2)]
    for number, block in enumerate(document.blocks):
        story += _block(block, tree, width, number)
    return story


def _block(block: Block, tree: Element, width: float, number: int) -> list[Flowable]:
    match block:
        case Heading():
            element, style = tree.add(f"H{block.level}"), text.HEADINGS[block.level]
            return [heading(block.text, style, element, f"block-{number}", block.level - 1)]
        case Text():
            return [words(block.text, text.BODY, tree.add("P"))]
        case Bullets():
            return _bullets(block, tree, width)
        case Note() | Comment():
            return _note(block, tree, width)
        case Laid():
            return table_flowables(block, tree, width)
        case ChartBlock():
            return chart_flowables(block, tree, width)


def _bullets(block: Bullets, tree: Element, width: float) -> list[Flowable]:
    if not block.items:
        return []
    element = tree.add("L", numbering="Disc")
    rows = []
    for item in block.items:
        entry = element.add("LI")
        rows.append(
            [
                words(_BULLET, text.ITEM, entry.add("Lbl")),
                words(item, text.ITEM, entry.add("LBody")),
            ]
        )
    return [plain_table(rows, [13, width - 13]), Spacer(0, 5)]


def _note(block: Note | Comment, tree: Element, width: float) -> list[Flowable]:
    rows = []
    if block.title:
        rows.append([words(block.title, text.CELL_STRONG, tree.add("P"))])
    rows.append([words(block.text, text.CELL, tree.add("P"))])
    if isinstance(block, Comment):
        who = f"{block.author}, {instant_in_words(block.written_at)}"
        rows.append([words(who, text.FOOTNOTE, tree.add("P"))])
    commands = [
        ("LINEBEFORE", (0, 0), (0, -1), 2.5, palette.NAVY),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
    ]
    return [Spacer(0, 4), plain_table(rows, [width], commands), Spacer(0, 6)]


def _front(rows: tuple[tuple[str, str], ...], tree: Element, width: float) -> Flowable:
    """The front block: pairs side by side where they are short, long ones across the page."""
    element = tree.add("L")
    half = width / 2 - _LABEL_WIDTH
    cells: list[list[object]] = []
    commands: list[tuple[object, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, palette.NAVY),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, palette.NAVY),
        ("TOPPADDING", (0, 0), (-1, 0), 6),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
    ]
    open_row = False
    for label, fact in rows:
        entry = element.add("LI")
        pair = [
            words(label, text.LABEL, entry.add("Lbl")),
            words(fact, text.FACT, entry.add("LBody")),
        ]
        long = width_of(fact, text.FACT.fontSize) > half - 8
        if open_row and not long:
            cells[-1][2:] = pair
            open_row = False
        else:
            cells.append([*pair, "", ""])
            open_row = not long
            if long:
                row = len(cells) - 1
                commands.append(("SPAN", (1, row), (3, row)))
                commands.append(("RIGHTPADDING", (1, row), (3, row), 0))
    return plain_table(cells, [_LABEL_WIDTH, half, _LABEL_WIDTH, half], commands)
