from dataclasses import replace

import pytest

from dhp.reports.blocks import Cell, Column, Row, Text
from dhp.reports.pdf.rendering import render_pdf
from dhp.reports.pdf.tables import column_widths
from tests.reports.pdf.reading import text_by_page
from tests.reports.sample import W1, W2, W3, laid, weekly


def test_a_table_of_many_columns_fills_the_page_and_no_more():
    for table in (W1, W2, W3):
        assert sum(column_widths(table, 480)) == pytest.approx(480, abs=12)


def test_a_table_of_one_number_stays_narrow():
    row = Row("kent", "Kent", {"n": Cell.count(3)})
    table = laid((Column("n", "Deaths"),), (row,))

    assert sum(column_widths(table, 480)) < 160


def test_words_get_what_numbers_leave():
    label, number, words = column_widths(W3, 480)

    assert words > label > number


def test_a_label_longer_than_the_page_is_wrapped_inside_it():
    long = replace(W1, rows=tuple(replace(row, label="A force " * 60) for row in W1.rows))

    assert sum(column_widths(long, 480)) <= 480.001
    assert min(column_widths(long, 480)) > 25


@pytest.mark.parametrize("lines", range(8, 14))
def test_the_rows_left_over_begin_a_page_and_show_the_head_once_there(lines):
    rows = tuple(Row(f"r{n}", f"Place {n}", {"n": Cell.count(n)}) for n in range(20))
    table = laid((Column("n", "Deaths"),), rows, row_head="Placename")
    above = [Text("One line.") for _ in range(lines)]

    pages = text_by_page(render_pdf(weekly(*above, table)))

    with_rows = [page for page in pages if "Place 1" in page]
    assert with_rows
    assert {page.count("Placename") for page in with_rows} == {1}


def test_a_pair_of_tables_taller_than_a_page_goes_on():
    rows = tuple(Row(f"r{n}", "Word " * 60, {"n": Cell.count(n)}) for n in range(30))
    pair = [laid((Column("n", "Deaths"),), rows, id=name) for name in ("T1", "T2")]

    said = "".join(text_by_page(render_pdf(weekly(*pair))))

    assert said.count("Word") >= 2 * 30 * 60
