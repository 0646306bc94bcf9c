from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.dictionary import DICTIONARY, Kind, write
from dhp.exchange.death_rows import Setting, read_death
from dhp.exchange.deaths_file import FIXED, SHORT, column_of, rows_of, template
from dhp.web.spreadsheets import as_text
from tests.exchange.files import death, sheet_of

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_template_begins_with_the_columns_that_every_system_has():
    assert template()[:6] == (
        "force",
        "force_ref",
        "incident_ref",
        "date_of_death",
        "received_on",
        "type",
    )


def test_the_template_has_every_characteristic_once():
    columns = template(suspects=2)

    told = {SHORT.get(name, name).partition(".")[2] for name in columns}
    assert told >= set(DICTIONARY)
    assert len(set(columns)) == len(columns)
    assert [name for name in columns if name not in FIXED and column_of(name) is None] == []


def test_the_template_keeps_the_places_together():
    places = [name.partition(".")[0] for name in template(suspects=2)[6:]]

    assert list(dict.fromkeys(places)) == ["incident", "death", "victim", "suspect1", "suspect2"]
    assert places == sorted(
        places, key=["incident", "death", "victim", "suspect1", "suspect2"].index
    )


@pytest.mark.parametrize(
    ("column", "advice"),
    [
        ("victim.shoe_size", "flask import template deaths"),
        ("suspect1.circumstances", "suspect1"),
        ("death.force_ref", "Call this column force_ref."),
    ],
)
def test_an_unknown_column_is_refused_by_name(column, advice):
    [fault] = rows_of([sheet_of(death() | {column: "x"})], TODAY).findings

    assert (fault.row, fault.column) == (1, column)
    assert advice in fault.reason


def test_a_missing_column_is_named():
    row = death()
    del row["force"]

    [fault] = rows_of([sheet_of(row)], TODAY).findings

    assert (fault.row, fault.column) == (1, "force")


def _texts(name):
    entry = column_of(name).characteristic
    texts = {
        Kind.ONE_OF: st.sampled_from([option.code for option in entry.options] or [""]),
        Kind.ANY_OF: st.sampled_from([option.code for option in entry.options] or [""]),
        Kind.WHOLE_NUMBER: st.integers(entry.least, entry.most).map(str),
        Kind.DATE: st.just("2020-05-17"),
        Kind.PARTIAL_DATE: st.sampled_from(["2020", "2020-05", "2020-05-17"]),
        Kind.SHORT_TEXT: st.text("aé,\"'=;-", min_size=1, max_size=20),
        Kind.LONG_TEXT: st.text('aé,"\n=;-', min_size=1, max_size=40),
    }[entry.kind]
    return st.one_of(texts, st.just("[not_known]")).map(str.strip).filter(bool)


ANSWERS = [name for name in template(suspects=2) if column_of(name) and name != "date_of_death"]


@given(
    st.fixed_dictionaries(
        {"date_of_death": st.just("2020")}, optional={n: _texts(n) for n in ANSWERS}
    )
)
def test_what_is_written_in_a_file_is_read_back_from_it(told):
    written = {name: as_text(text) for name, text in told.items()}
    sheet = sheet_of({"force": "", "received_on": ""} | written)
    [row] = rows_of([sheet], TODAY).rows

    read, findings = read_death(row, Setting({}, AT))

    assert [fault.sentence for fault in findings] == []
    answers = {name: write(given) for name, given in read.submission.answers.items()}
    assert answers == {SHORT.get(name, name): text for name, text in told.items()}
