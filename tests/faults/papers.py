"""Small reports and tables that hold one text in every place where a person's words can stand."""

from datetime import UTC, datetime

from dhp.exchange.outgoing.files import FORMS as FILES
from dhp.exchange.outgoing.tables import Heading as Head
from dhp.exchange.outgoing.tables import Table
from dhp.reports.blocks import Bullets, Cell, Column, Comment, Heading, Note, Row, Text
from dhp.reports.files import FORMS
from tests.reports.sample import laid, weekly

LONGEST_HEAD = 200  # letters: heads are ours and the dictionary's, and the longest has under 100
WHEN = datetime(2026, 3, 9, tzinfo=UTC)


def documents(text):
    """Three reports: in running words, in what people wrote, in a table."""
    head = text[:LONGEST_HEAD]
    yield weekly(Heading(2, head, "one"), Text(text), Note(text, text))
    yield weekly(Heading(2, "One", "one"), Bullets((text, text)), Comment(text, text, WHEN))
    columns = Column("a", head), Column("b", "B", numeric=False)
    row = Row("one", text, {"a": Cell.count(1), "b": Cell.words(text)})
    yield weekly(laid(columns, (row,), title=text, base=text, notes=(text,)))


def tables(text):
    """Three tables of an export: in a cell, in a heading, behind what people type before a formula."""
    yield Table("one", "One", (Head("words", text),), [(text,), (f"a {text}",)])
    yield Table("one", "One", (Head(text, text), Head("b", "")), [("x", text)])
    yield Table(
        "one", "One", (Head("a", "A"), Head("b", "B")), [(f"'{text}", f"\t{text}"), ("", text)]
    )


def calls(text):
    """(what is made, how): each form of each of them, one call each."""
    for document in documents(text):
        for ending, (_type, render) in FORMS.items():
            yield f"report.{ending}", lambda render=render, document=document: render(document)
    for table in tables(text):
        for ending, (_type, write) in FILES.items():
            yield f"export.{ending}", lambda write=write, table=table: write([table])[0]
