"""What may be wrong in a report, whatever its kind: each fault in words, so that a test can name it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

import openpyxl

from dhp.reports.blocks import Bullets, Cell, ChartBlock, Comment, Heading, Laid, Note, Text
from dhp.reports.document import Document
from dhp.reports.prose import numbers_not_in_tables
from dhp.statistics.tables import Mark

# What reports never say: words that blow a number up or talk it down, and verdicts nobody gave.
FORBIDDEN = re.compile(
    r"\b(only|spikes?|surges?|soar\w*|plummet\w*|worst|best|alarming|perpetrators?|murder\w*|killers?"
    r"|offenders?|committed suicide|successful suicide"
    r"|(?:an?|the|new|all-time) record (?:number|high|low|level|week|month|year)"
    r"|record (?:high|low|number|level)s?)\b",
    re.IGNORECASE,
)
SUICIDE = re.compile(r"(\w+ )?(\w+ )?suicides?\b", re.IGNORECASE)
OF_SUPPORT = re.compile("mentions suicide|reporting on suicide")
MARKS = re.compile(r"\[(\w+)\]")
NO_SYMBOL = re.compile(
    r"^\s*[*:.\-–—]+\s*$|[*†‡²³¹]|\bn/?a\b|\bnan\b|\bnone\b|\binf\b", re.IGNORECASE
)
# What a table may count, as its unit names it: deaths are victims or incidents, never "cases" alone.
COUNTED = re.compile(
    r"\(victims\)|incident|suspected|forces|fields|days|signals|\(deaths\)|strand|notes|recommendation|changes|alerts|entries|indicator"
    r"|answers|notices|questions|returns",
    re.IGNORECASE,
)
ELEMENTS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section"}
    | {"article", "nav", "div", "span", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt"}
    | {"dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "br"}
    | {
        "details",
        "summary",
        "a",
        "strong",
        "small",
        "blockquote",
        "aside",
        "hr",
        "time",
        "svg",
        "g",
    }
    | {"defs", "desc", "clippath", "pattern", "path", "line", "rect", "circle", "polyline"}
    | {"polygon", "text", "tspan"}
)


def faults(document: Document) -> list[str]:
    """Every fault of what the document says."""
    return [
        *(f"no table has {number}: {text}" for number, text in numbers_not_in_tables(document)),
        *_words(document),
        *_support(document),
        *(fault for one in document.blocks if isinstance(one, Laid) for fault in _table(one)),
    ]


def faults_of_page(html: str) -> list[str]:
    """Every element that no report has, and every attribute that acts."""
    page = _Page()
    page.feed(html)
    return page.faults


def faults_of_workbook(file: bytes) -> list[str]:
    """Every formula, every link, and every blank cell of a table."""
    book = openpyxl.load_workbook(BytesIO(file))
    found = []
    for sheet in book:
        for row in sheet.rows:
            found += [f"formula {sheet.title}!{c.coordinate}" for c in row if c.data_type == "f"]
            found += [f"link {sheet.title}!{c.coordinate}" for c in row if _outside(c)]
        for table in sheet.tables.values():
            cells = (cell for row in sheet[table.ref] for cell in row)
            found += [f"blank {sheet.title}!{c.coordinate}" for c in cells if c.value in (None, "")]
    return found


def _outside(cell: object) -> bool:
    link = getattr(cell, "hyperlink", None)
    return bool(link and link.target)


def said(document: Document) -> Iterator[str]:
    """The report's own words: not what people wrote, nor what a partner is quoted with."""
    yield from (document.title, document.subtitle)
    for block in document.blocks:
        match block:
            case Heading() | Text() | Note():
                yield block.text
            case Bullets():
                yield from (re.sub("“.*”", "“”", item) for item in block.items)
            case ChartBlock():
                yield from block.words
            case Laid():
                yield from (block.title, block.unit, block.base, block.source, *block.notes)
                yield from (column.label for column in block.columns)
                for row in block.rows:
                    yield row.label
            case Comment():
                pass


def _words(document: Document) -> Iterator[str]:
    texts = list(said(document))
    yield from (
        f"says {found[0]!r}: {text}" for text in texts for found in FORBIDDEN.finditer(text)
    )
    for text in texts:
        about = [found[0].lower() for found in SUICIDE.finditer(text)]
        if any("suspected" not in one for one in about) and not OF_SUPPORT.search(text):
            yield f"says suicide and not suspected: {text}"
    for text in _sentences(document):
        if MARKS.search(text):
            yield f"a mark stands in a sentence: {text}"
    if not any("stays suspected until" in text for text in texts):
        yield "does not say that a death stays suspected until it is concluded"


def _sentences(document: Document) -> Iterator[str]:
    """What is made from tables, without what anybody is quoted with."""
    for block in document.blocks:
        if isinstance(block, Bullets):
            yield from (re.sub("“.*”", "", item) for item in block.items)
        elif isinstance(block, Text) and not block.fixed:
            yield block.text


def _support(document: Document) -> Iterator[str]:
    mentions = any("suicide" in text.lower() for text in document.words())
    notes = [block.text for block in document.blocks if isinstance(block, Note)]
    if mentions and not any("116 123" in text and "Samaritans" in text for text in notes):
        yield "mentions suicide without saying whom to turn to"


def _table(table: Laid) -> Iterator[str]:
    where = f"{table.id} ({table.title})"
    if not COUNTED.search(table.unit):
        yield f"{where}: the unit {table.unit!r} does not say what is counted"
    if not (table.source and table.base):
        yield f"{where}: no source or no base"
    for row in table.rows:
        for column in table.columns:
            cell = row.cells[column.key]
            for fault in _cell(cell):
                yield f"{where}, {row.label}, {column.label}: {fault} ({cell.shown!r})"
    used = {mark for text in _texts(table) for mark in MARKS.findall(text)}
    told = {line[1 : line.index("]")] for line in table.legend}
    if used & set(Mark) - told:
        yield f"{where}: the legend does not explain {sorted(used & set(Mark) - told)}"


def _texts(table: Laid) -> Iterator[str]:
    yield from (column.label for column in table.columns)
    for row in table.rows:
        yield row.label
        yield from (cell.shown for cell in row.cells.values())


def _cell(cell: Cell) -> Iterator[str]:
    text, marks = cell.shown, MARKS.findall(cell.shown)
    if not text.strip():
        yield "blank"
    if marks and marks != [cell.mark]:
        yield "a mark that stands in words alone"
    yield from _without_number(cell) if cell.value is None else _with_number(cell)


def _with_number(cell: Cell) -> Iterator[str]:
    if MARKS.search(cell.shown):
        yield "a mark beside a number"
    if not re.search(r"\d", cell.shown):
        yield "a number that is not shown"
    if re.fullmatch(r"\d+", cell.shown) and (cell.shown == "0") != (cell.value == 0):
        yield "a nought that is none"


def _without_number(cell: Cell) -> Iterator[str]:
    if cell.shown == "0":
        yield "a plain nought for nothing known"
    if cell.mark and re.search(r"\d", cell.shown):
        yield "a number for nothing known"
    if NO_SYMBOL.search(cell.shown) and len(cell.shown) < 9:
        yield "a symbol of another kind"


class _Page(HTMLParser):
    """Reads a page and notes what does not belong in it."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.faults.append(f"the element {tag}")
        for name, value in attrs:
            if name.startswith("on") or (value or "").lower().startswith(("javascript:", "data:")):
                self.faults.append(f"{tag} {name}={value}")

    handle_startendtag = handle_starttag
