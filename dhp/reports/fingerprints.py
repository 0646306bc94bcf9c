"""What the figures of a section are known by, so that words about them are known to be out of date."""

import hashlib
import json
from collections.abc import Iterator

from dhp.reports.blocks import Block, Bullets, ChartBlock, Laid, Text
from dhp.reports.document import Document
from dhp.reports.told_numbers import numbers_in


def section_fingerprint(document: Document, key: str) -> str:
    """SHA-256, in hexadecimal, of every figure in the section `key`: in its tables, charts and words.

    The instant, notes, method and comments are no part of it. Raises KeyError for no such section.
    """
    blocks = {name: under for name, _title, under in document.sections()}[key]
    figures = json.dumps([figure for block in blocks for figure in _figures(block)])
    return hashlib.sha256(figures.encode("ascii")).hexdigest()


def _figures(block: Block) -> Iterator[object]:
    match block:
        case Laid():
            yield block.id
            for row in block.rows:
                yield row.key
                for column in block.columns:
                    cell = row.cells[column.key]
                    yield [column.key, cell.value, cell.shown, cell.mark]
        case ChartBlock():
            yield block.id
            yield block.chart.data()
        case Text() if not block.fixed:
            yield sorted(numbers_in(block.text))
        case Bullets():
            yield [sorted(numbers_in(item)) for item in block.items]
