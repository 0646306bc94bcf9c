import pytest

from dhp.exchange.reading import sheets
from dhp.exchange.reading.sheets import read_sheet, sheet_from


def reasons(data: bytes) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.reason) for fault in sheet_from(data, "f").findings]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    sheet = sheet_from(b'a,b\r\n1,"two\r\nlines"\r\n\r\n,\r\n3,4\r\n', "f.csv")

    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, {"a": "1", "b": "two\nlines"}),
        (5, {"a": "3", "b": "4"}),
    ]
    assert sheet.findings == []


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert sheet_from(b"\xef\xbb\xbfforce,b\n1,2\n", "f").columns == ["force", "b"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04anything", "damaged or cut short"),
        (b"\xd0\xcf\x11\xe0old", "old workbook, or one with a password"),
        (b"%PDF-1.7", "This is a PDF."),
        ("a,b\n".encode("utf-16"), "UTF-16"),
        (b"", "The file is empty."),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_way_out(data, said):
    [(row, _column, reason)] = reasons(data)

    assert row == 1
    assert said in reason


def test_a_character_in_an_old_code_page_is_placed():
    [(row, _column, reason)] = reasons(b"a,b\n1,2\nSi\xe2n,3\n")

    assert row == 3
    assert "not UTF-8" in reason


def test_a_row_of_another_length_is_refused():
    assert reasons(b"a,b\n1\n1,2,3\n") == [
        (2, "", "The row has 1 cells, the header has 2. Check the commas."),
        (3, "", "The row has 3 cells, the header has 2. Check the commas."),
    ]


def test_an_open_quotation_mark_is_refused_at_its_row():
    [(row, _column, reason)] = reasons(b'a,b\n1,2\n"3,4\n')

    assert row == 3
    assert "quotation marks" in reason


@pytest.mark.parametrize("character", ["\0", "\x07", "\u202e", "\u200b"])
def test_a_hidden_character_is_refused_in_its_column(character):
    [(row, column, reason)] = reasons(f"a,b\n1,x{character}y\n".encode())

    assert (row, column) == (2, "b")
    assert "hidden character" in reason


def test_columns_without_a_name_and_columns_twice_are_refused():
    assert [(column, reason) for _, column, reason in reasons(b"a,,a\n1,2,3\n")] == [
        ("", "Column 2 has no name."),
        ("a", "This column is there twice. Remove one."),
    ]


def test_a_formula_is_text():
    [row] = sheet_from(b"a\n=2+5\n", "f").rows

    assert row.cells == {"a": "=2+5"}


def test_a_file_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)

    [(row, _column, reason)] = reasons(b"a\n1\n2\n3\n4\n")

    assert row == 4
    assert "Split the file" in reason


def test_a_file_that_is_too_large_is_not_read(monkeypatch, tmp_path):
    path = tmp_path / "large.csv"
    path.write_bytes(b"a\n" * 40)
    monkeypatch.setattr(sheets, "MOST_BYTES", 50)

    [fault] = read_sheet(path).findings

    assert "Split it" in fault.reason
