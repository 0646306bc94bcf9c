"""No cell of a file acts, and nothing in a workbook is hidden."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from dhp.errors import Refused
from dhp.exchange.outgoing import files
from dhp.exchange.outgoing.files import as_csv, as_workbook
from dhp.exchange.outgoing.tables import Heading, Table
from dhp.web.spreadsheets import as_text, as_written
from tests.hostile import AFTER, SIGNS, TRIGGERS

PLAIN = ["", "34", "30-39", "2021-03-09", "O’Neill", "1e5", "TRUE", "[not_known]", "0012", "x=1"]
PARTS = {
    *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml"),
    *("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/theme/theme1.xml"),
    *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"),
}


def tables(cells):
    headings = (Heading("words", ""), Heading("number", ""), Heading("=1", ""))
    for name in ("one", "two"):
        yield Table(name, name, headings, ((cell, 34, None) for cell in cells))


def read_csv(data, name="one.csv"):
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8-sig")


def unpacked(data):
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_there_are_120_triggers():
    assert len(set(TRIGGERS)) == 120


@pytest.mark.parametrize("cell", [*TRIGGERS, *AFTER, *PLAIN])
def test_a_text_is_marked_and_read_back_as_it_was(cell):
    assert as_written(as_text(cell)) == cell


def test_no_cell_of_a_csv_file_starts_with_a_sign_that_acts():
    data, counts = as_csv(tables([*TRIGGERS, *AFTER, *PLAIN]))

    text = read_csv(data)
    rows = list(csv.reader(StringIO(text, newline="")))
    assert counts == {"one": 145, "two": 145}
    assert not [cell for row in rows for cell in row if cell.startswith(SIGNS)]
    assert [as_written(row[0]) for row in rows[1:]] == [*TRIGGERS, *AFTER, *PLAIN]
    assert {row[1] for row in rows[1:]} == {"34"}
    assert ',34,"' in text  # a number is no text
    assert '"a;=1"' in text  # and a text is quoted, for programs that part cells at semicolons


def test_a_workbook_has_texts_numbers_and_nothing_else():
    data, _counts = as_workbook(tables([*TRIGGERS, *AFTER, *PLAIN]))

    parts = unpacked(data)
    assert parts.keys() == PARTS
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert not re.search("<f[ >/]", sheet)
    for part in parts.values():
        assert not re.search("[Hh]idden|<hyperlink|definedName|externalLink|omment|macro", part)
    texts = re.findall("<is><t[^>]*>([^<]*)</t></is>", sheet)
    assert len(texts) == 120 + 15 + 9 + 3
    assert not [text for text in texts if text.startswith((*SIGNS, "_x000"))]
    assert sheet.count("<v>34</v>") == 145


def test_what_a_workbook_would_cut_off_is_refused():
    with pytest.raises(Refused, match="Choose CSV"):
        as_workbook(tables(["x" * 32_768]))


def test_more_rows_than_a_workbook_holds_are_refused(monkeypatch):
    monkeypatch.setattr(files, "_MOST_ROWS", 2)

    with pytest.raises(Refused, match="over 2 rows"):
        as_workbook(tables(["a", "b", "c"]))


def test_the_same_tables_give_the_same_bytes():
    assert as_csv(tables(["a"]))[0] == as_csv(tables(["a"]))[0]
    assert as_workbook(tables(["a"]))[0] == as_workbook(tables(["a"]))[0]
