from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Column, Date, ForeignKey, Integer, MetaData, String, Table

from dhp.column_types import UtcDateTime
from dhp.exchange.everything.order import all_tables, parents_first
from dhp.exchange.everything.rows import line_of, reader_of
from dhp.extensions import db

INNER = Table(
    "letters",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("answers_id", ForeignKey("letters.id")),
    Column("words", String),
    Column("at", UtcDateTime),
    Column("day", Date),
)


def letter(number, answers=None, words=""):
    return {"id": number, "answers_id": answers, "words": words, "at": None, "day": None}


@pytest.mark.parametrize("words", ["", None, "a\nb\u2028c\r", "=1+1", "Łódź שלום 😀", '"', "null"])
def test_a_row_is_read_back_as_it_was_written(words):
    row = letter(3, 2, words) | {
        "at": datetime(2026, 11, 21, 9, 30, 1, 7, tzinfo=UTC),
        "day": date(2024, 2, 29),
    }

    line = line_of(row)

    assert "\n" not in line
    assert reader_of(INNER)(line) == row


def test_a_line_with_other_columns_is_refused():
    with pytest.raises(ValueError, match="has not the columns"):
        reader_of(INNER)('{"id":1}')


def test_a_value_without_an_open_form_is_refused():
    with pytest.raises(TypeError, match="No open form"):
        line_of({"id": b"1"})


def test_rows_come_after_those_they_point_to():
    rows = [letter(1, 3), letter(2, 1), letter(3), letter(4, 4), letter(5, 3)]

    ordered = [row["id"] for row in parents_first(INNER, rows)]

    assert sorted(ordered) == [1, 2, 3, 4, 5]
    assert ordered.index(3) < ordered.index(1) < ordered.index(2)


def test_a_row_that_points_to_nothing_is_refused():
    with pytest.raises(ValueError, match="is not there"):
        list(parents_first(INNER, [letter(1, 9)]))


@pytest.mark.usefixtures("database")
def test_every_table_of_the_database_is_left():
    present = set(db.inspect(db.engine).get_table_names())

    derived = {name for name in present if name.startswith("practice_fts")}
    left_behind = {"alembic_version", "rehearsals", "case_rehearsals"}  # practice is not the record
    assert {table.name for table in all_tables()} == present - derived - left_behind
