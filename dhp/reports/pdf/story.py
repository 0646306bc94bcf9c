"""The story of a printed report: what comes after what, from the front to the last block."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from dhp.charts import palette
from dhp.charts.fonts import width_of
from dhp.reports.blocks import Block, Bullets, ChartBlock, Comment, Heading, Laid, Note, Text
from dhp.reports.document import Document
from dhp.reports.front import NOTICE_TITLE, front_rows, imprint_rows, instant_in_words, notice_words
from dhp.reports.outline import Entry, outline
from dhp.reports.pdf import text
from dhp.reports.pdf.beside import side_by_side
from dhp.reports.pdf.contents import contents_flowables
from dhp.reports.pdf.page import ACROSS, UPRIGHT, WIDTH, WIDTH_ACROSS
from dhp.reports.pdf.pictures import chart_flowables
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.tables import plain_table, table_flowables
from dhp.reports.pdf.text import heading, words
from dhp.reports.told_numbers import numbers_of_chart, numbers_of_table

_BULLET = "\N{BULLET}"
_LABEL_WIDTH = 88.0
MOST_UPRIGHT = 8  # a table of more columns is printed across


def tell(document: Document, tree: Element, *, contents: bool = False) -> list[Flowable]:
    """The flowables of `document`, their structure written to `tree`; with its contents if asked."""
    story: list[Flowable] = [
        heading(document.title, text.TITLE, tree.add("H1"), "top", 0),
    ]
    if document.subtitle:
        story.append(words(document.subtitle, text.SUBTITLE, tree.add("P")))
    if document.notice:
        story += _note(Note(notice_words(document.notice), NOTICE_TITLE), tree, WIDTH)
    story += [_front(front_rows(document), tree, WIDTH), Spacer(0, 2)]
    entries = outline(document)
    by_block = {entry.block: entry for entry in entries}
    opening = _opening(document.blocks) if contents else 0
    story += _body(document, by_block, tree, range(opening))
    if contents:
        story += contents_flowables(entries, tree, WIDTH)
    story += _body(document, by_block, tree, range(opening, len(document.blocks)))
    return _with_imprint(story, document, tree)


def _opening(blocks: tuple[Block, ...]) -> int:
    """How many blocks a first section of words alone has: the main points stand before the contents."""
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and number:
            return number
        if isinstance(block, Laid | ChartBlock):
            return 0
    return 0


def _body(
    document: Document, entries: dict[int, Entry], tree: Element, numbers: range
) -> Iterator[Flowable]:
    """The blocks of these numbers, on pages turned across where a table needs it."""
    now = UPRIGHT
    heads: list[Flowable] = []  # headings that wait for what they head
    paired = -1
    for number in numbers:
        if number == paired:
            continue
        block = document.blocks[number]
        wanted = _page_for(document.blocks[number:])
        if wanted != now:
            yield from (NextPageTemplate(wanted), PageBreak())
            now = wanted
        if isinstance(block, Heading):
            entry = entries[number]
            element, style = tree.add(f"H{block.level}"), text.HEADINGS[block.level]
            heads.append(heading(entry.title, style, element, entry.anchor, block.level - 1))
        else:
            width = WIDTH if now == UPRIGHT else WIDTH_ACROSS
            two = document.blocks[number : number + 2]
            if pair := side_by_side(two, tree, width, heads):
                yield from pair
                paired = number + 1
            elif isinstance(block, ChartBlock):
                yield from chart_flowables(block, tree, width, heads, _told(document, number))
            else:
                yield from _block(block, tree, width, heads)
            heads = []
    yield from heads
    if now != UPRIGHT:
        yield from (NextPageTemplate(UPRIGHT), PageBreak())


def _told(document: Document, number: int) -> bool:
    """Whether a table beside the chart of this number tells all its numbers, so that words need not."""
    chart = document.blocks[number]
    beside = document.blocks[max(0, number - 1) : number + 2]
    drawn = numbers_of_chart(chart.chart) if isinstance(chart, ChartBlock) else set()
    return any(drawn <= numbers_of_table(one) for one in beside if isinstance(one, Laid))


def _page_for(blocks: tuple[Block, ...]) -> str:
    """How the page of the first of `blocks` is turned; a heading goes with what it heads."""
    for block in blocks:
        if not isinstance(block, Heading):
            wide = isinstance(block, Laid) and len(block.columns) > MOST_UPRIGHT
            return ACROSS if wide else UPRIGHT
    return UPRIGHT


def _block(block: Block, tree: Element, width: float, heads: Sequence[Flowable]) -> list[Flowable]:
    """The flowables of `block` under its headings, which stand on its page."""
    match block:
        case Laid():
            return table_flowables(block, tree, width, heads)
        case Text():
            return [*heads, words(block.text, text.BODY, tree.add("P"))]
        case Bullets():
            return [*heads, *_bullets(block, tree, width)]
        case Note() | Comment():
            return [*heads, *_note(block, tree, width)]
        case _:
            raise TypeError(
                "A heading is told with its number, a chart with what stands beside it."
            )


def _with_imprint(story: list[Flowable], document: Document, tree: Element) -> list[Flowable]:
    """The story with what the report was made from, by which everybody can prove that it is unchanged;
    a note that ends the report stays on its page.
    """
    said = ". ".join(f"{label}: {fact}" for label, fact in imprint_rows(document))
    imprint = [Spacer(0, 4), words(f"{said}.", text.FOOTNOTE, tree.add("P"))]
    if not (document.blocks and isinstance(document.blocks[-1], Note)):
        return [*story, *imprint]
    return [*story[:-2], KeepTogether([*story[-2:], *imprint])]  # a note is two flowables


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
    table = plain_table(rows, [width], commands)
    table.spaceBefore = 4
    return [table, Spacer(0, 6)]


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
