from dataclasses import replace

import pytest

from dhp.reports.blocks import Cell, Column, Row
from dhp.reports.pdf.tables import column_widths
from tests.reports.sample import W1, W2, W3, laid


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
