"""Checks across answers: each finds its own slip and leaves sound answers alone."""

import pytest

from dhp.dictionary import DICTIONARY, Given, State, column_named
from dhp.dictionary.checks import Severity, findings


def found(*, kind=None, received=None, **answers: str) -> dict[str, Severity]:
    """The codes found across `answers`, whose names have two underscores for the dot.

    `kind` is the type that was decided, `received` the day of the first notice.
    """
    given = {}
    for name, value in answers.items():
        column = name.replace("__", ".")
        assert column_named(column, DICTIONARY), column
        state = value[1:-1] if value.startswith("[") else None
        given[column] = Given(State(state)) if state else Given(State.ANSWERED, value)
    told = findings(given, death_type=kind, received_on=received)
    for finding in told:  # a finding leads to an answer, and says what to do
        assert set(finding.columns) <= {*given, "death.suspect_identified"}
        assert finding.message.endswith(".")
    return {finding.code: finding.severity for finding in told}


@pytest.mark.parametrize(
    ("knew", "died", "impossible"),
    [
        ("2026-03-08", "2026-03-09", True),
        ("2026-03-09", "2026-03-09", False),
        ("2026-03-09", "2026-03", False),
        ("2026-02-28", "2026-03", True),
    ],
)
def test_a_force_cannot_know_of_a_death_before_it_happened(knew, died, impossible):
    codes = found(death__aware_on=knew, death__date_of_death=died)

    assert codes == ({"known_before_death": Severity.MUST} if impossible else {})


@pytest.mark.parametrize("missing", ["[not_known]", "[not_yet_established]"])
def test_a_date_that_is_not_known_is_no_contradiction(missing):
    assert not found(death__aware_on="2026-03-08", death__date_of_death=missing)


@pytest.mark.parametrize(
    ("relationship", "victim", "suspect", "odd"),
    [
        ("spouse", "12", "40", True),
        ("spouse", "13", "40", False),
        ("ex-partner", "10-12", "40", True),
        ("ex-partner", "10-19", "40", False),
        ("partner", "34", "9", True),
        ("partner", "34", "10", False),
        ("partner", "65+", "70+", False),
        ("acquaintance", "12", "9", False),
    ],
)
def test_a_partner_of_a_childs_age_is_pointed_out(relationship, victim, suspect, odd):
    codes = found(
        death__suspect_identified="yes",
        suspect1__relationship=relationship,
        victim__age=victim,
        suspect1__age=suspect,
    )

    assert codes.get("partner_too_young") == (Severity.LOOK if odd else None)


@pytest.mark.parametrize(
    ("relationship", "victim", "suspect", "odd"),
    [
        ("parent", "34", "12", True),
        ("parent", "12", "34", False),
        ("son", "34", "60", True),
        ("son", "60", "34", False),
        ("daughter", "30-39", "39-45", True),
        ("daughter", "30-49", "35", False),
        ("grandchild", "20", "70+", True),
        ("parent", "65+", "70+", False),
        ("sibling", "34", "12", False),
        ("parent", "[not_known]", "12", False),
        ("parent", "34", "[not_known]", False),
    ],
)
def test_generations_that_do_not_fit_the_ages_are_pointed_out(relationship, victim, suspect, odd):
    codes = found(
        death__suspect_identified="yes",
        suspect1__relationship=relationship,
        victim__age=victim,
        suspect1__age=suspect,
    )

    assert codes == ({"generations_swapped": Severity.LOOK} if odd else {})


def test_an_age_that_is_not_known_hides_no_other_suspect():
    codes = found(
        death__suspect_identified="yes",
        suspect1__relationship="parent",
        suspect1__age="[not_known]",
        suspect2__relationship="parent",
        suspect2__age="12",
        victim__age="34",
    )

    assert codes == {"generations_swapped": Severity.LOOK}


def test_the_second_suspect_is_looked_at_too():
    codes = found(
        death__suspect_identified="yes",
        suspect1__relationship="stranger",
        suspect2__relationship="spouse",
        victim__age="11",
    )

    assert codes == {"partner_too_young": Severity.LOOK}


def test_a_suspect_without_an_answer_whether_there_is_one_must_be_mended():
    assert found(suspect1__sex="male") == {"suspect_not_identified": Severity.MUST}


@pytest.mark.parametrize("answer", ["no", "[not_yet_established]"])
def test_a_suspect_where_none_is_identified_is_pointed_out(answer):
    codes = found(death__suspect_identified=answer, suspect1__sex="male")

    assert codes == {"suspect_not_identified": Severity.LOOK}


def test_nothing_at_all_gives_nothing():
    assert found() == {}
