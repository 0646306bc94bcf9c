import errno
import zlib
from datetime import date, time
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dhp.exchange.reading import workbook as reading
from dhp.exchange.reading import worker
from dhp.exchange.reading.sheets import sheet_from
from dhp.exchange.rows import Standing
from tests.exchange.reading.bombs import sheet_of, with_sheet, workbook


def cells_of(*values, **formats):
    """What one row of a workbook reads as: its texts, and its findings by column and reason."""
    columns = [f"c{n}" for n in range(len(values))]
    book = load_workbook(BytesIO(workbook(columns, list(values))))
    for column, form in formats.items():
        book["Deaths"].cell(2, columns.index(column) + 1).number_format = form
    out = BytesIO()
    book.save(out)
    sheet = sheet_from(out.getvalue(), "a.xlsx")
    told = [dict(row.cells) for row in sheet.rows]
    return told, [(found.row, found.column, found.reason) for found in sheet.findings]


def test_numbers_dates_and_texts_read_as_a_csv_file_would_tell_them():
    told, found = cells_of(34, 34.0, 0.5, date(2021, 3, 9), "[not_known]", True, None, "0123", "x")

    assert found == []
    assert list(told[0].values()) == [
        *("34", "34", "0.5", "2021-03-09", "[not_known]", "True", "", "0123", "x"),
    ]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("mmm-yy", "2021-03"),
        ("yyyy", "2021"),
        ("dd/mm/yyyy", "2021-03-09"),
        ("[$-809]d mmm yy", "2021-03-09"),
    ],
)
def test_a_date_says_no_more_than_its_cell_shows(form, text):
    told, found = cells_of(date(2021, 3, 9), c0=form)

    assert (told, found) == ([{"c0": text}], [])


@pytest.mark.parametrize("form", ["d-mmm", "h:mm"])
def test_what_a_spreadsheet_made_a_date_of_by_itself_is_refused(form):
    told, [(row, column, reason)] = cells_of(date(2021, 12, 10), c0=form)

    assert (told, row, column) == ([], 2, "c0")
    assert "made a date of this" in reason


def test_a_time_of_day_is_refused():
    _told, [(_row, _column, reason)] = cells_of(time(10, 30))

    assert "made a date of this" in reason


def test_a_formula_is_refused_and_never_computed():
    told, [(row, column, reason)] = cells_of("btp", "=1+1")

    assert (told, row, column) == ([], 2, "c1")
    assert reason.startswith("This cell holds a formula.")


def test_an_error_in_a_cell_is_refused():
    _told, [(_row, column, reason)] = cells_of("#N/A")

    assert (column, "error" in reason) == ("c0", True)


def test_the_sheet_of_deaths_is_read_and_others_are_told_of():
    data = workbook(["force"], ["btp"], Guide="visible", Notes="visible", Secret="veryHidden")

    sheet = sheet_from(data, "a.xlsx")

    assert [row.cells["force"] for row in sheet.rows] == ["btp"]
    assert [(one.standing, one.reason) for one in sheet.findings] == [
        (Standing.WARNING, "The hidden sheet “Secret” was not read."),
        (Standing.WARNING, "The sheet “Notes” was not read, only “Deaths”."),
    ]


def test_rows_keep_their_numbers_around_blank_ones():
    sheet = sheet_from(workbook(["a"], [], ["x"], [], ["y"]), "a.xlsx")

    assert [(row.number, row.cells["a"]) for row in sheet.rows] == [(3, "x"), (5, "y")]


def test_a_cell_beyond_the_header_is_refused_at_its_row():
    [fault] = sheet_from(workbook(["a"], ["x", "y"]), "a.xlsx").findings

    assert (fault.row, fault.reason[:21]) == (2, "The row has 2 cells, ")


def test_a_workbook_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)

    sound = sheet_from(workbook(["a"], *[["x"]] * 3), "a.xlsx")
    [fault] = sheet_from(workbook(["a"], *[["x"]] * 4), "a.xlsx").findings

    assert (len(sound.rows), fault.reason) == (3, "There are over 3 rows. Split the file.")


@pytest.mark.parametrize("limit", [("_SECONDS", 0), ("_MEMORY", 12_000_000), ("_PATIENCE", 0.01)])
def test_a_workbook_that_costs_too_much_is_given_up(monkeypatch, limit):
    monkeypatch.setattr(reading, *limit)
    # Large enough that a processor whose time is counted in ticks does not get through it in one.
    data = workbook(["a"], *[[f"x{number}"] for number in range(2_000)])

    [fault] = sheet_from(data, "a.xlsx").findings

    assert fault.reason.startswith(("The workbook takes too long", "The workbook grows too large"))


def test_text_that_looks_like_a_formula_stays_text():
    row = '<row r="{}"><c r="A{}" t="inlineStr"><is><t>{}</t></is></c></row>'
    data = with_sheet(sheet_of(row.format(1, 1, "a") + row.format(2, 2, "=1+1")))

    [told] = sheet_from(data, "a.xlsx").rows

    assert told.cells == {"a": "=1+1"}


@pytest.mark.parametrize(
    ("error", "starved"),
    [
        (zlib.error("Error -4 while decompressing data"), True),
        (zlib.error("Error -3 while decompressing data: invalid block type"), False),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (OSError(errno.ENOENT, "No such file or directory"), False),
        (ImportError("failed to map segment from shared object"), True),
        (ValueError("odd"), False),
    ],
)
def test_memory_that_ran_out_is_told_from_a_file_that_is_not_sound(error, starved):
    """Where memory ends depends on the machine, so the workbook above meets one of these by chance."""
    assert worker._starved(error) is starved
