"""The sheets of a workbook as plain data: which table stands where, with which words around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dhp.reports.blocks import ChartBlock, Laid
from dhp.reports.document import Document
from dhp.reports.front import instant_in_words, period_in_words
from dhp.reports.workbook.book import Value
from dhp.reports.workbook.plain import number_shown, plain

_RESERVED = {"cover", "contents", "notes", "no tables"}
LONGEST_NAME = 31  # letters; a program that opens the file takes no longer name
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "        ")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its title, what is said above the table, its heads and rows, its notes."""

    name: str
    title: str
    said: tuple[str, ...]
    source: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    legend: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sheets_of(document: Document) -> Iterator[Sheet]:
    """A sheet for every table and for the numbers of every chart, in the report's order; never none."""
    names = set(_RESERVED)
    when = f"{period_in_words(document)}; data as at {instant_in_words(document.as_at)}"
    for block in document.blocks:
        if isinstance(block, Laid):
            yield _of_table(block, _name(f"Table {block.id}", names))
        elif isinstance(block, ChartBlock):
            yield _of_chart(block, _name(f"Chart {block.id}", names), when)
    if len(names) == len(_RESERVED):
        yield Sheet(
            "No tables", "This report has no tables", (when,), "", ("Table",), (("None.",),)
        )


def _of_table(table: Laid, name: str) -> Sheet:
    heads = (table.row_head, *(column.label for column in table.columns))
    rows = [
        (_filled(row.label), *(_value(row.cells[column.key].shown) for column in table.columns))
        for row in table.rows
    ]
    days = f"{table.period.start:%d/%m/%Y} to {table.period.end:%d/%m/%Y}"
    return Sheet(
        name=name,
        title=plain(f"Table {table.id}: {table.title}"),
        said=(
            plain(f"Unit: {table.unit}. Base: {table.base}."),
            f"Period: {days}. Data as at {instant_in_words(table.as_at)}.",
        ),
        source=plain(table.source),
        heads=_apart(heads),
        rows=tuple(rows) or (("None.",) * len(heads),),
        legend=tuple(plain(line) for line in table.legend),
        notes=tuple(plain(note) for note in table.notes),
    )


def _of_chart(block: ChartBlock, name: str, when: str) -> Sheet:
    heads, rows = block.chart.data()
    return Sheet(
        name=name,
        title=plain(f"Numbers of chart {block.id}: {block.title}"),
        said=(plain(block.subtitle), plain(block.alternative)),
        source=when,
        heads=_apart(heads),
        rows=tuple((_filled(row[0]), *(_value(cell) for cell in row[1:])) for row in rows),
        notes=tuple(plain(note) for note in block.notes),
    )


def _value(shown: str) -> Value:
    number = number_shown(shown)
    return _filled(shown) if number is None else number


def _filled(words: str) -> str:
    """`words` for a cell, of which none is left empty."""
    return plain(words) if words.strip() else "None"


def _apart(heads: Iterable[str]) -> tuple[str, ...]:
    """The heads with no two alike and none empty, as a table of a workbook must have them."""
    made: list[str] = []
    for head in heads:
        words = plain(head).strip() or "Row"
        same = sum(one == words or one.startswith(f"{words} (") for one in made)
        made.append(f"{words} ({same + 1})" if same else words)
    return tuple(made)


def _name(wanted: str, taken: set[str]) -> str:
    """A name for a sheet that no other has, short enough."""
    name = " ".join(plain(wanted).translate(_NOT_IN_NAMES).split())[: LONGEST_NAME - 4]
    number, made = 2, name
    while made.lower() in taken:
        made, number = f"{name} {number}", number + 1
    taken.add(made.lower())
    return made
