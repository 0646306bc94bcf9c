"""Counts, methods, searches and grades that do not fit each other."""

import pytest

from dhp.dictionary.checks import Severity
from tests.dictionary.test_checks import found

MUST, LOOK = Severity.MUST, Severity.LOOK


def test_the_main_method_is_one_of_the_methods():
    odd = found(death__method="sharp;blunt", death__method_primary="drowning")

    assert odd == {"main_method_missing": MUST}
    assert found(death__method="sharp;blunt", death__method_primary="blunt") == {}
    assert found(death__method="sharp;blunt") == {}
    assert found(death__method="blunt", death__method_primary="blunt") == {}
    assert found(death__method="[not_known]", death__method_primary="blunt") == {}


@pytest.mark.parametrize(
    ("deaths", "suspect", "odd"),
    [
        ("1", "suspected", True),
        ("2", "suspected", False),
        ("1", "no", False),
        ("1+", "suspected", False),
    ],
)
def test_a_suspect_who_died_is_counted(deaths, suspect, odd):
    codes = found(incident__n_deaths=deaths, incident__homicide_suicide=suspect)

    assert codes == ({"deaths_too_few": LOOK} if odd else {})


@pytest.mark.parametrize(
    ("children", "youngest", "odd"),
    [("0", "3", True), ("1", "3", False), ("0", "[not_applicable]", False), ("1+", "3", False)],
)
def test_a_household_without_children_has_no_youngest_child(children, youngest, odd):
    codes = found(incident__n_children_in_household=children, incident__youngest_child_age=youngest)

    assert codes == ({"child_without_children": MUST} if odd else {})


@pytest.mark.parametrize(
    ("ever", "year", "crimes", "odd"),
    [
        ("5", "3", "1", False),
        ("2", "3", "1", True),
        ("5", "3", "4", True),
        ("1-5", "3", "3", False),
        ("3+", "9", "2", False),
        ("5", "3-4", "3", False),
        ("5", "3-9", "3", False),
        ("[not_known]", "3", "1", False),
    ],
)
def test_a_part_is_not_more_than_the_whole(ever, year, crimes, odd):
    codes = found(
        death__n_incidents_ever=ever, death__n_incidents_12m=year, death__n_crimes_12m=crimes
    )

    assert codes == ({"counts_out_of_order": MUST} if odd else {})


@pytest.mark.parametrize(
    ("last", "highest", "odd"),
    [
        ("high", "medium", True),
        ("medium", "high", False),
        ("high", "high", False),
        ("ungraded", "standard", False),
        ("high", "ungraded", False),
    ],
)
def test_the_highest_grade_is_at_least_the_last(last, highest, odd):
    codes = found(death__risk_grade_last=last, death__risk_grade_highest=highest)

    assert codes == ({"grades_out_of_order": MUST} if odd else {})


@pytest.mark.parametrize(
    ("history", "searched", "expected"),
    [
        ("none_found", "[no_confirmed]", {"none_found_without_search": MUST}),
        ("none_found", "pnc", {}),
        ("none_found", "[not_known]", {}),
        ("police", "[no_confirmed]", {}),
    ],
)
def test_no_history_is_found_only_by_searching(history, searched, expected):
    assert found(death__da_history_known=history, death__systems_searched=searched) == expected


def test_a_search_not_told_of_is_not_held_against_the_answer():
    assert found(death__da_history_known="none_found") == {}


@pytest.mark.parametrize(
    ("history", "incidents", "odd"),
    [
        ("none_found", "1", True),
        ("none_found", "1+", True),
        ("none_found", "0", False),
        ("none_found", "0-3", False),
        ("police", "4", False),
    ],
)
def test_recorded_incidents_are_a_history(history, incidents, odd):
    codes = found(death__da_history_known=history, death__n_incidents_ever=incidents)

    assert codes == ({"history_denied": LOOK} if odd else {})
