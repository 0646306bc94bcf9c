"""Whether every number that a report says stands in one of its tables."""

import re
from collections.abc import Iterator

from dhp.reports.blocks import Block, Bullets, ChartBlock, Laid, Text
from dhp.reports.document import Document
from dhp.reports.told_numbers import numbers_in, numbers_of_chart, numbers_of_size, numbers_of_table

_QUOTED = re.compile("“.*”")  # what somebody is quoted with, by its outermost marks


def numbers_not_in_tables(document: Document) -> tuple[tuple[str, str], ...]:
    """Each number in the report's own words that no table, chart or its front block shows, with the
    words it stands in.

    Days and periods are no numbers of the record; fixed text tells a method; notes, comments
    and quotations are the words of people.
    """
    coverage = document.coverage
    shown = {str(number) for number in (coverage.due, coverage.returned, coverage.nil)}
    for block in document.blocks:
        if isinstance(block, Laid):
            shown |= numbers_of_table(block)
        elif isinstance(block, ChartBlock):
            shown |= numbers_of_chart(block.chart) | numbers_of_size(block.chart)
            shown |= numbers_in(" ".join((block.chart.alternative(), *block.notes)))
    texts = [text for block in document.blocks for text in _said(block)]
    return tuple((number, text) for text in texts for number in sorted(numbers_in(text) - shown))


def _said(block: Block) -> Iterator[str]:
    match block:
        case Text() if not block.fixed:
            yield block.text
        case Bullets():
            yield from (_QUOTED.sub("", item) for item in block.items)
        case ChartBlock():
            yield from block.words
