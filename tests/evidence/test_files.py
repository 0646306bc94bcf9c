"""Files of figures and lists: each bad row is named with its reason, and then nothing is kept."""

from datetime import date

import pytest

from dhp.evidence.list_file import list_in
from dhp.evidence.points_file import TEMPLATE, points_in, year_is_real
from tests.evidence.conftest import ROWS, list_of

TODAY = date(2026, 3, 4)
KENT = {"E23000032": object(), "E23000028": object()}


def figures(*rows):
    return "\r\n".join(["series,year,vintage,value,note", *rows]).encode()


def test_sound_figures_are_told_apart_from_those_that_stand():
    standing = {("a", "2022-23", date(2024, 3, 13)): "242"}
    data = figures("a,2022-23,2024-03-13,242,", "a,2023-24,2025-03-25,4.5,A note")

    told = points_in(data, ["a"], standing)

    assert told.faults == []
    assert told.same == 1
    assert [(one.year, one.value, one.note) for one in told.points] == [
        ("2023-24", "4.5", "A note")
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("b,2022-23,2024-03-13,1,", "series"),
        ("a,2022-24,2024-03-13,1,", "year"),
        ("a,2022,2024-03-13,1,", "year"),
        ("a,2022-23,13/03/2024,1,", "vintage"),
        ("a,2022-23,2099-01-01,1,", "vintage"),
        ('a,2022-23,2024-03-13,"1,000",', "value"),
        ("a,2022-23,2024-03-13,-1,", "value"),
        ("a,2022-23,2024-03-13,,", "value"),
        ("a,2021-22,2024-03-13,65,", "value"),  # another figure stands for this vintage
        ("a,2022-23,2024-03-13,1", ""),
        ("a,2022-23,2024-03-13,1,\u202ehidden", "note"),
    ],
)
def test_a_bad_figure_is_named_with_row_and_column(row, column):
    told = points_in(figures(row), ["a"], {("a", "2021-22", date(2024, 3, 13)): "64"})

    assert [(one.row, one.column) for one in told.faults] == [(2, column)]


def test_the_same_figure_twice_in_a_file_is_refused():
    told = points_in(figures("a,2022-23,2024-03-13,1,", "a,2022-23,2024-03-13,1,"), ["a"], {})

    assert [(one.row, one.reason) for one in told.faults] == [(3, "Row 2 tells the same figure.")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "UTF-8"),
        (b'series,year,vintage,value,note\r\n"a', "quotation"),
        (b"series,year\r\na,b\r\n", "missing"),
        (b"series,year,vintage,value,note,more\r\n", "not known"),
        (b"series,series,year,vintage,value,note\r\n", "twice"),
        (TEMPLATE.encode(), "no rows"),
        (b"x" * 1_000_001, "larger"),
        (figures(*["a,2022-23,2024-03-13,1,"] * 2_001), "over 2,000"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_reason(data, reason):
    told = points_in(data, ["a"], {})

    assert any(reason in one.reason for one in told.faults)
    assert not told.points


def test_only_financial_years_are_years():
    assert year_is_real("1999-00")
    assert not year_is_real("2023-25")


def test_a_sound_list_is_read_with_what_is_not_known_left_out():
    told = list_in(list_of(*ROWS), KENT, TODAY)

    assert told.faults == []
    assert [(one.row, one.their_ref, one.force is None) for one in told.deaths] == [
        (2, "HI1", False),
        (3, "HI2", True),
        (4, "HI3", False),
    ]
    assert told.deaths[2].told == '{"death.date_of_death": "2025-09", "victim.sex": "female"}'


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",E23000032,2025-03-01,female,34,male,36,ex-partner,", "their_ref"),
        ("HI1,E99,2025-03-01,female,34,male,36,ex-partner,", "force"),
        ("HI1,E23000032,,female,34,male,36,ex-partner,", "date_of_death"),
        ("HI1,E23000032,2025-13-01,female,34,male,36,ex-partner,", "date_of_death"),
        ("HI1,E23000032,2025-03-01,F,34,male,36,ex-partner,", "victim_sex"),
        ("HI1,E23000032,2025-03-01,female,old,male,36,ex-partner,", "victim_age"),
        ("HI1,E23000032,2025-03-01,female,34,male,36,friend of a friend,", "relationship"),
    ],
)
def test_a_bad_death_is_named_with_row_and_column(row, column):
    told = list_in(list_of(row), KENT, TODAY)

    assert [(one.row, one.column) for one in told.faults] == [(2, column)]


def test_a_reference_stands_once_in_a_list():
    told = list_in(list_of(ROWS[0], ROWS[0]), KENT, TODAY)

    assert [(one.row, one.column) for one in told.faults] == [(3, "their_ref")]
