"""Which table uses which question is read from the functions that make the tables."""

from functools import cache, partial

import pytest

from dhp.dictionary import DICTIONARY
from dhp.impact import uses
from dhp.impact.reach import reached
from dhp.reports.building import KINDS
from dhp.statistics.measures import MEASURES

HERE = (__name__,)
_CODES = ("victim.sex",)


def _named():
    return _CODES


def _calls():
    return _named()


def _made_with(code):
    def inner():
        return code

    return inner


def _tells():
    """About the method_primary."""
    return sorted(DICTIONARY)


@pytest.mark.parametrize(
    "start",
    [
        _named,
        _calls,
        cache(_calls),
        _made_with("victim.sex"),
        partial(print, "victim.sex"),
        {1: [_calls]},
    ],
)
def test_what_a_function_names_is_reached_however_it_comes_to_it(start):
    assert reached(start, HERE).uses("sex")


def test_neither_words_about_it_nor_the_whole_dictionary_are_a_use():
    assert not any(reached(_tells, HERE).uses(code) for code in DICTIONARY)


def test_functions_of_other_packages_are_not_followed():
    assert not reached(_calls, ("dhp",)).uses("sex")


def test_a_value_that_is_worked_out_is_a_use_of_what_it_is_worked_out_from():
    assert reached("victim.age_band", HERE).uses("age")
    assert not reached("victim.age_band", HERE).uses("sex")


def test_every_table_that_asks_a_measure_by_a_question_is_found_to_use_it():
    listed = {(one.kind, one.id) for one in uses.tables()}

    assert {kind for kind, _id in listed} == KINDS.keys()
    found = {(one.kind, one.id) for one in uses.tables_of_question("sex")}
    assert {("monthly", "M5"), ("monthly", "M6"), ("monthly", "S3")} <= found
    assert ("monthly", "M9") not in found
    assert ("monthly", "M7") in {(t.kind, t.id) for t in uses.tables_of_question("relationship")}


def test_a_table_uses_what_the_measure_it_asks_always_reads():
    assert uses.measures_of_question("n_incidents_12m") == [MEASURES["prior-contact"].title]
    assert "Q7" in {one.id for one in uses.tables_of_question("n_incidents_12m")}


def test_measures_of_themes_are_those_that_count_codes():
    assert uses.measures_of_themes() == [
        one.title for one in MEASURES.values() if one.name.startswith("theme-")
    ]


def test_tables_that_ask_a_measure_of_themes_count_codes_as_those_that_count_them_themselves():
    found = {(one.kind, one.id) for one in uses.tables_of_themes()}

    assert {("monthly", "M9"), ("weekly", "W11"), ("quarterly", "T.1")} <= found
    assert ("monthly", "M5") not in found


def test_a_risk_factor_is_used_by_the_tables_that_list_it():
    assert {one.id for one in uses.tables_of_question("mappa_level")} == {"Q7a", "A31"}
