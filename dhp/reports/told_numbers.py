"""The numbers that words, tables and charts tell, so that each that is said can be found in a table."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, Protocol

from dhp.calendar.formats import MONTHS
from dhp.statistics.tables import Laid

_MONTH = "|".join((*MONTHS, *(month[:3] for month in MONTHS)))
# Days, months, financial years and quarters, and times of day are names, not figures.
_DATES = re.compile(
    rf"\d{{1,2}}(?: (?:{_MONTH}))? to \d{{1,2}} (?:{_MONTH})(?: \d{{4}})?"
    rf"|\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?(?:, \d{{2}}:\d{{2}})?"
    rf"|(?:{_MONTH}) \d{{4}}"
    r"|\d{4}-\d{2}(?: Q\d)?(?!\d)|\d{4}-\d{2}-\d{2}|\b\d{2}:\d{2}\b"
)
_NUMBER = re.compile(r"(?<![\w.-])[+-]?\d[\d,]*(?:\.\d+)?")

_MISSING = ("not available", "withheld")


class Drawn(Protocol):
    """A chart that tells its numbers as a table too."""

    def data(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The heads and the rows, all in words."""
        ...


def numbers_in(text: str) -> set[str]:
    """The numbers in a text as they are written, without signs, separators and dates."""
    return {_plain(found) for found in _NUMBER.findall(_DATES.sub(" ", text))}


def numbers_of_table(table: Laid) -> set[str]:
    """The numbers that a table shows: in its cells, labels, heads and words."""
    texts = [table.title, table.unit, table.base, table.row_head, *table.notes]
    texts += [column.label for column in table.columns]
    for row in table.rows:
        texts += [row.label, *(cell.shown for cell in row.cells.values())]
    return _all(texts)


def numbers_of_chart(chart: Drawn) -> set[str]:
    """The numbers that a chart draws, and those in any word that stands in it."""
    heads, rows = chart.data()
    return _all([*heads, *(word for row in rows for word in row), *_words_of(chart)])


def numbers_of_size(chart: Drawn) -> set[str]:
    """How many values a chart has, how many are missing, and how many are known."""
    words = [word for row in chart.data()[1] for word in row[1:]]
    missing = sum(word in _MISSING for word in words)
    rows = len(chart.data()[1])
    return {str(number) for number in (rows, missing, rows - missing)}


def _all(texts: Iterable[str]) -> set[str]:
    return set().union(*(numbers_in(text) for text in texts))


def _words_of(drawn: Any) -> Iterable[str]:
    """Every piece of text in a chart, however deep."""
    if isinstance(drawn, str):
        yield drawn
    elif is_dataclass(drawn):
        for one in fields(drawn):
            yield from _words_of(getattr(drawn, one.name))
    elif isinstance(drawn, list | tuple):
        for one in drawn:
            yield from _words_of(one)


def _plain(number: str) -> str:
    return number.lstrip("+-").replace(",", "")
