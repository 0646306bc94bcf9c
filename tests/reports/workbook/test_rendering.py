import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from dhp.reports.blocks import Cell, Column, Mark, Row
from dhp.reports.workbook.plain import LONGEST, number_shown, plain
from dhp.reports.workbook.rendering import render_workbook
from tests.hostile import MARKUP
from tests.reports.sample import W1, W3, WEEKLY, laid, weekly

FORMULAS = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "{=1+1}", "\t=1", "=")
LINKS = ("[here](http://127.0.0.1:9/)", "http://127.0.0.1:9/", "internal:'Cover'!A1", "$$n1$$")


@pytest.fixture(scope="module")
def file():
    return render_workbook(WEEKLY)


@pytest.fixture(scope="module")
def book(file):
    return openpyxl.load_workbook(BytesIO(file))


def parts(file):
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def grid(book, name):
    """The head and the rows of the table on the sheet `name`."""
    (table,) = book[name].tables.values()
    return [[cell.value for cell in row] for row in book[name][table.ref]]


def test_a_workbook_opens_with_its_cover_contents_and_notes(book):
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert book.sheetnames[3:] == ["Table W1", "Chart W1", "Table W2", "Table W3", "Chart W2"]
    assert [row[0] for row in grid(book, "Contents")[1:]] == book.sheetnames[3:]


def test_every_sheet_but_the_cover_holds_one_marked_table_with_a_head(book):
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.headerRowCount != 0
        assert sheet.dimensions.split(":")[1] == table.ref.split(":")[1]  # nothing stands below


def test_a_table_holds_the_numbers_of_the_report(book):
    head, *rows = grid(book, "Table W1")

    assert head == [W1.row_head, *(column.label for column in W1.columns)]
    assert rows[0] == ["Intimate partner homicide", 2, 3, 1.6, "0 to 5", 54, 51, 52]
    assert len(rows) == len(W1.rows)


def test_a_chart_has_its_numbers_in_a_table(book):
    chart = next(block for block in WEEKLY.blocks if block.kind == "chart")
    heads, rows = chart.chart.data()

    shown = grid(book, "Chart W1")
    assert shown[0] == list(heads)
    assert [str(value) for _label, value in shown[1:]] == [value for _label, value in rows]


def test_a_cell_holds_no_digit_more_than_is_shown():
    rows = (Row("a", "Kent", {"n": Cell(1.23456789, "1.2")}),)

    made = render_workbook(weekly(laid((Column("n", "Rate"),), rows)))

    assert grid(openpyxl.load_workbook(BytesIO(made)), "Table T1")[1] == ["Kent", 1.2]
    assert not any("23456" in part for part in parts(made).values())


def test_a_note_of_a_table_stands_on_the_sheet_of_notes(book):
    assert [1, W1.notes[0]] == grid(book, "Notes")[1][:2]
    assert "[note 1]" in book["Table W1"]["A1"].value


def test_marks_are_explained_above_their_table():
    row = Row("a", "Kent", {"n": Cell.marked(Mark.CONFIDENTIAL)})
    book = openpyxl.load_workbook(
        BytesIO(render_workbook(weekly(laid((Column("n", "Deaths"),), (row,)))))
    )

    said = [cell.value for cell in book["Table T1"]["A"]]
    assert f"[c] {Mark.CONFIDENTIAL.meaning}" in said
    assert grid(book, "Table T1")[1] == ["Kent", "[c]"]


@pytest.mark.parametrize("text", [*FORMULAS, *LINKS, MARKUP[0], MARKUP[-1]])
def test_nothing_that_is_typed_becomes_a_formula_or_a_link(text):
    row = Row("a", text, {"n": Cell.words(text)})
    table = laid((Column("n", text),), (row,), title=text, notes=(text,), row_head=text)

    made = parts(render_workbook(weekly(table, title=text, subtitle=text)))

    sheets = {name: part for name, part in made.items() if "worksheets/sheet" in name}
    assert not any(re.search(r"<f[ >]", part) for part in sheets.values())
    links = re.findall(r"<hyperlink [^>]*>", "".join(sheets.values()))
    assert [link for link in links if "location=\"'Table T1'!A1\"" not in link] == []
    assert not any("TargetMode" in part for part in made.values())


def test_the_file_says_its_title_language_and_date_and_names_no_person(file):
    core = parts(file)["docProps/core.xml"]
    said = dict(re.findall(r"<[a-z]+:(\w+)[^>]*>([^<]*)</", core))

    assert said["title"] == WEEKLY.title
    assert said["language"] == "en-GB"
    assert said["created"] == said["modified"] == "2025-11-26T09:30:00Z"
    assert said["creator"] == said["lastModifiedBy"] == WEEKLY.front.organisation


def test_the_same_document_gives_the_same_bytes(file):
    assert render_workbook(WEEKLY) == file
    assert render_workbook(replace(WEEKLY, version=2)) != file


def test_nothing_is_hidden(book, file):
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    for sheet in book:
        assert not any(size.hidden for size in sheet.row_dimensions.values())
        assert not any(size.hidden for size in sheet.column_dimensions.values())
    assert not any("vba" in name or "external" in name for name in parts(file))


def test_names_of_sheets_are_short_and_all_different():
    tables = [replace(W3, id=f"{letter}" * 40) for letter in ("A", "a", "A/")]

    book = openpyxl.load_workbook(BytesIO(render_workbook(weekly(*tables))))

    assert len({name.lower() for name in book.sheetnames}) == 6
    assert all(len(name) < 31 for name in book.sheetnames)


@pytest.mark.parametrize("blocks", [(), (laid((), ()),), (laid((Column("n", "N"),), ()),)])
def test_a_report_with_little_in_it_still_makes_a_workbook(blocks):
    document = replace(WEEKLY, blocks=blocks)

    book = openpyxl.load_workbook(BytesIO(render_workbook(document)))

    assert book["Cover"]["A1"].value == WEEKLY.title


def test_columns_of_the_same_name_are_told_apart():
    columns = (Column("a", "Deaths"), Column("b", "Deaths"), Column("c", ""))
    row = Row("r", "Kent", {key: Cell.count(1) for key in "abc"})

    book = openpyxl.load_workbook(BytesIO(render_workbook(weekly(laid(columns, (row,))))))

    assert grid(book, "Table T1")[0] == ["Force", "Deaths", "Deaths (2)", "Row"]


@pytest.mark.parametrize("name", ["محمد علي", "李伟", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "-", "<&>", " — "])
def test_words_without_a_latin_letter_stand_in_their_cell(name):
    row = Row("r", name, {"n": Cell.words(name)})
    table = laid((Column("n", name),), (row,), notes=(name,))

    book = openpyxl.load_workbook(BytesIO(render_workbook(weekly(table))))

    assert grid(book, "Table T1")[0] == ["Force", name.strip()]
    assert grid(book, "Table T1")[1] == [name, name]
    assert [1, name] in [row[:2] for row in grid(book, "Notes")]


def test_a_number_is_what_a_reader_sees():
    assert number_shown("1,234") == 1234
    assert number_shown("-3") == -3
    assert number_shown("0.5") == 0.5
    assert [number_shown(text) for text in ("0 to 5", "[c]", "45%", "", "1.", "٣", "1e5")] == [
        None,
        None,
        None,
        None,
        1.0,
        None,
        None,
    ]


def test_a_text_too_long_for_a_cell_says_where_the_rest_is():
    assert plain("a" * LONGEST) == "a" * LONGEST
    assert plain("a" * (LONGEST + 1)).endswith("in the other forms of this report]")
