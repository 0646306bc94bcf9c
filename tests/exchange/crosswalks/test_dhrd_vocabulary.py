"""Every column and every value that the published reviews are known to hold has its place."""

import json
from datetime import date
from pathlib import Path

import pytest

from dhp.dictionary import Unreadable, read
from dhp.exchange.crosswalks.dhrd import CARRIED, MAPPED, convert
from dhp.exchange.crosswalks.dhrd_values import TAGS
from dhp.exchange.crosswalks.scheme import UNTOLD, plain
from dhp.exchange.deaths_file import column_of
from tests.exchange.files import TABLES, sheet_of

TODAY = date(2026, 3, 2)
# The columns of the three tables with the values that they hold; none where the text is free.
VOCABULARY = json.loads(Path(__file__).with_name("dhrd_vocabulary.json").read_text("utf-8"))
KEYS = {"incident_id": "INC-1", "victim_id": "VIC-1", "perpetrator_id": "SUS-1"}
VALUES = [
    (table, column, value)
    for table, columns in VOCABULARY.items()
    for column, values in columns.items()
    for value in values
]
NOT_A_COUPLE = "True, of two not recorded as a couple"
NO_TIE = "True, where no relationship is told"


def review(**said):
    """One incident of which nothing is said, but what `said` puts into a column of a table."""
    sheets = []
    for table in TABLES:
        cells = dict.fromkeys(VOCABULARY[table], "") | said.get(table, {})
        keys = {name: KEYS[name] for name in KEYS if name in cells or name == "incident_id"}
        sheets.append(sheet_of(keys | cells | keys, name=f"{table}.csv"))
    return convert(sheets, TODAY)


def told(conversion):
    [row] = conversion.rows
    return {name: text for name, text in row.cells.items() if text}, row.region


@pytest.mark.parametrize(("table", "column", "value"), VALUES)
def test_every_value_has_a_place_or_is_counted_or_says_nothing(table, column, value):
    conversion = review(**{table: {column: value}})

    changes = told(conversion) != told(review())
    silent = plain(value) in UNTOLD | {"", "false"}
    counted = conversion.unmapped.total() + conversion.differing.total()
    assert conversion.findings == []
    assert conversion.not_carried == {}
    assert (changes, bool(counted)) == (False, False) if silent else changes or counted


def test_only_these_values_have_no_place():
    left = set()
    for table, column, value in VALUES:
        conversion = review(**{table: {column: value}})
        left |= set(conversion.unmapped) | set(conversion.differing)

    assert left == {
        ("relationship_to_perpetrator", "Other (non-relative)"),
        ("separation", NOT_A_COUPLE),
        ("intimate_partner_violence", NO_TIE),
        ("familial_homicide", NO_TIE),
        ("parricide", NO_TIE),
    }


def test_every_column_is_known():
    columns = {column for table in VOCABULARY.values() for column in table}

    assert columns - CARRIED == set()
    assert CARRIED - columns == set()


@pytest.mark.parametrize(
    ("code", "answer"),
    sorted(
        {(tag.to, tag.answer) for tag in TAGS}
        | {
            (code, answer)
            for mapped in MAPPED
            for answers in mapped.values.values()
            for code, answer in zip(mapped.to, answers, strict=True)
            if answer
        }
    ),
)
def test_every_answer_is_one_that_the_dictionary_takes(code, answer):
    places = ("incident", "death", "victim", "suspect1")
    columns = [column for place in places if (column := column_of(f"{place}.{code}"))]

    assert columns
    try:
        assert read(columns[0].characteristic, answer, today=TODAY).value == answer
    except Unreadable as error:
        pytest.fail(str(error))
