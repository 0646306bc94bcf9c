"""A report as HTML: a fragment for a page of the service, or one file that stands alone."""

import base64
import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dhp.charts.fonts import drawable
from dhp.charts.svg import inline_svg
from dhp.reports.blocks import ChartBlock
from dhp.reports.copies import Copy
from dhp.reports.document import Document, Edition
from dhp.reports.front import (
    NOTICE_TITLE,
    edition_line,
    front_rows,
    imprint_rows,
    instant_in_words,
    notice_words,
)
from dhp.reports.outline import outline
from dhp.reports.tracing import trace

_ROOT = Path(__file__).parent.parent.parent
STYLESHEET = _ROOT / "dhp" / "static" / "report.css"

MOST_SHORT = 8  # a report of more sections has a list of them
# Two drawings of each chart, of which the stylesheet shows one: words on a telephone are as large
# as elsewhere, which no scaled picture gives.
_WIDE = ("wide", 680, 215, 14.0)
_NARROW = ("narrow", 340, 215, 14.0)


def render_html(
    document: Document,
    standalone: bool = True,
    traced: bool = False,
    copy: Copy | None = None,
) -> Markup:
    """The document as HTML that keeps a strict content security policy.

    `standalone` gives a whole file with its stylesheet inside; otherwise a fragment whose page
    links `report.css` and adds no heading of level 1. `traced`, for whoever
    may follow them, makes the figures of a restricted fragment links to what they were asked of. A
    file that stands alone leads nowhere. `copy` says whose it is. No application context is needed.
    """
    restricted = document.edition is Edition.RESTRICTED
    follows = not standalone and restricted and traced
    entries = outline(document)
    css = _stylesheet() if standalone else ""
    template = _environment.get_template(
        "reports/standalone.html" if standalone else "reports/document.html"
    )
    page = template.render(
        document=document,
        front=front_rows(document),
        entries={entry.block: entry for entry in entries},
        contents=entries if sum(entry.level == 2 for entry in entries) > MOST_SHORT else (),
        imprint=imprint_rows(document, copy),
        follows=follows,
        edition_line=edition_line(document),
        as_at=instant_in_words(document.as_at),
        css=Markup(css),  # noqa: S704  our own file
        css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
    )
    return Markup(page)  # noqa: S704  the environment above escaped it


def _stylesheet() -> str:
    return STYLESHEET.read_text(encoding="utf-8")


def _pictures(block: ChartBlock) -> list[tuple[str, Markup]]:
    """The drawings of a chart, each with the name of the width it is for."""
    pictures = []
    for name, width, height, letters in (_WIDE, _NARROW):
        drawing = block.chart.draw(width, height, letters)
        svg = inline_svg(drawing, f"chart-{block.id}-{name}", block.title, block.alternative)
        pictures.append((name, svg))
    return pictures


def _plain(value: object) -> object:
    """Text without what no page may hold; everything else, and markup of ours, as it is."""
    return drawable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_environment = Environment(
    loader=FileSystemLoader(_ROOT / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_plain,
)
_environment.filters["pictures"] = _pictures
_environment.filters["name"] = lambda words: "-".join(re.findall("[a-z]+", words.lower()))
_environment.globals["trace"] = trace
_environment.filters["instant"] = instant_in_words
_environment.filters["notice"] = notice_words
_environment.globals["notice_title"] = NOTICE_TITLE
