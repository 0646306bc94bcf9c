"""A table has the picture that fits it, and what is withheld is a gap with that word."""

from dhp.absence import Absence
from dhp.charts.bars import Bars
from dhp.charts.columns import Columns
from dhp.charts.intervals import Intervals
from dhp.statistics.disclosure import clear
from dhp.statistics.explore.pictures import caption, picture_of, pictures, told
from dhp.statistics.tables import Cell
from tests.statistics.disclosure.tables import crossed, listed


def test_rows_that_are_parts_of_a_whole_are_dots_of_shares():
    picture = picture_of(listed({"iph": 30, "afh": 10}))

    assert isinstance(picture, Intervals)
    assert [row.value for row in picture.rows] == [0.75, 0.25]


def test_months_are_columns():
    picture = picture_of(listed({"2025-04": 30, "2025-05": 10}, rows_by="month", row_head="Month"))

    assert isinstance(picture, Columns)
    assert picture.values == (30, 10)


def test_few_columns_that_add_up_are_bars():
    picture = picture_of(crossed({"iph": {"f": 30, "m": 4}, "afh": {"f": 10, "m": 7}}))

    assert isinstance(picture, Bars)
    assert picture.bars[0].values == (30, 4)


def test_what_is_withheld_is_a_gap_with_the_word_in_picture_and_words():
    [table] = clear([listed({"iph": 31, "afh": 2, "child": 40, "other": 12})]).tables
    hidden = {row.label for row in table.rows if row.cells["n"] == Cell.absent(Absence.SUPPRESSED)}

    picture = picture_of(table)

    assert isinstance(picture, Intervals)
    assert hidden
    assert {row.label for row in picture.rows if row.words == "withheld"} == hidden
    assert all(row.value is None for row in picture.rows if row.label in hidden)
    assert "Afh: withheld" in told(picture)


def test_bars_with_a_withheld_part_are_left_out_and_say_so():
    counts = {"iph": {"f": 31, "m": 2}, "afh": {"f": 40, "m": 33}, "child": {"f": 28, "m": 29}}
    [table] = clear([crossed(counts)]).tables

    picture = picture_of(table)

    assert isinstance(picture, Bars)
    assert picture.bars[0].values == (0, 0)
    assert picture.bars[0].words == "some withheld"


def test_a_table_without_rows_to_compare_has_no_picture():
    assert pictures(listed({})) == []
    assert caption(listed({})) == ""
