"""Tables and pages as plain lines, so that what they say can be kept in a file and read."""

import re
from collections.abc import Iterator
from dataclasses import fields

from lxml import html

from dhp.statistics.measures import Question
from dhp.statistics.tables import Cell, Column, Laid, Row

_LAID_OUT = {"columns", "rows", "notes", "asked"}
_REFERENCE = re.compile(r"\b[0-9A-Z]{5}-?[0-9A-Z]{5}-?[0-9A-Z]{4}\b")
_SPACE = re.compile(r"\s+")
_ENDS = "|".join(
    f"self::{tag}" for tag in ("p", "li", "tr", "h1", "h2", "h3", "dt", "dd", "caption")
)


def told_question(name: str, question: Question) -> str:
    """The command that would ask for it."""
    words = [name, *(f"--by {one}" for one in question.by)]
    words += [f"--where {key}={value}" for key, value in question.where]
    if question.start:
        words.append(f"--from {question.start} --until {question.last}")
    return " ".join(words)


def told_table(table: Laid) -> str:
    """All that a table says, a line for each of its parts."""
    return "\n".join(_lines(table))


def _lines(table: Laid) -> Iterator[str]:
    for one in fields(table):
        if one.name not in _LAID_OUT:
            yield f"{one.name}: {getattr(table, one.name)}"
    if table.asked is not None:
        yield f"asked: {table.asked.to_data()}"
    yield from (f"note: {note}" for note in table.notes)
    yield from (_column(column) for column in table.columns)
    yield from (_row(row, table.columns) for row in table.rows)


def _column(column: Column) -> str:
    marks = [name for name in ("numeric", "share", "open") if getattr(column, name)]
    marks += [f"{name} {getattr(column, name)}" for name in ("of", "base") if getattr(column, name)]
    return f"column {column.key}: {column.label} ({', '.join(marks)})"


def _row(row: Row, columns: tuple[Column, ...]) -> str:
    cells = " | ".join(_cell(row.cells[column.key]) for column in columns)
    missing = " (missing)" if row.missing else ""
    wider = f" (in {', '.join(row.wider)})" if row.wider else ""
    return f"row {row.key}{missing}{wider}: {row.label} | {cells}"


def _cell(cell: Cell) -> str:
    """What is shown, and the number and the mark behind it where these say something more."""
    more = [] if cell.mark is None else [f"[{cell.mark}]"]
    if cell.value is not None and cell.shown.replace(",", "") != str(cell.value):
        more.insert(0, f"= {cell.value:.6g}")
    return " ".join([cell.shown, *more])


def told_page(text: str) -> str:
    """What the main part of a page says, a line for each of its blocks, with no reference told."""
    [main] = html.fromstring(text).xpath("//main")
    for gone in main.xpath(".//script | .//style | .//input[@type='hidden']"):
        gone.drop_tree()
    for one in main.iter():
        one.text, one.tail = (_SPACE.sub(" ", words or "") for words in (one.text, one.tail))
    for block in main.xpath(f".//*[{_ENDS}]"):
        block.tail = f"\n{block.tail or ''}"
    for cell in main.xpath(".//td | .//th"):
        cell.tail = f" | {cell.tail or ''}"
    lines = (" ".join(line.split()).strip(" |") for line in main.text_content().split("\n"))
    return _REFERENCE.sub("REFERENCE", "\n".join(line for line in lines if line))
