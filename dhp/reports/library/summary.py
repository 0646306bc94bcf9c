"""One page of a report: its headlines, its first chart and its main table, as they stand in it."""

from dataclasses import replace

from dhp.reports.blocks import Block, Bullets, Heading, Text
from dhp.reports.document import Document

MOST_POINTS = 3


def summary(document: Document) -> Document:
    """The same document with little in it: nothing is said that the report does not say."""
    kinds = ("bullets", "chart", "table")
    first = {kind: _first(document, kind) for kind in kinds}
    points = first["bullets"]
    blocks: list[Block] = []
    if isinstance(points, Bullets):
        blocks += [Heading(2, "Headlines"), Bullets(points.items[:MOST_POINTS])]
    blocks += [block for kind in kinds[1:] if (block := first[kind]) is not None]
    blocks.append(Text(_origin(document)))
    short = {"foi": "", "organisation": "", "author": "", "contact": "", "recipients": ""}
    front = replace(document.front, **short, portfolio="", next_edition=None)
    subtitle = f"Summary. {document.subtitle}".strip()
    return replace(document, subtitle=subtitle, front=front, blocks=tuple(blocks))


def _first(document: Document, kind: str) -> Block | None:
    return next((block for block in document.blocks if block.kind == kind), None)


def _origin(document: Document) -> str:
    return (
        f"From {document.reference}, version {document.version}, checksum "
        f"{document.checksum[:16]}, which has all its tables and who made it."
    )
