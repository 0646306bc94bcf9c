"""Completeness by hand: what is due, what counts as found, and the words that tell it."""

import pytest

from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at
from dhp.dictionary import State
from dhp.statistics.quality.completeness import (
    ALWAYS,
    Field,
    Found,
    Tally,
    every_field,
    field_named,
    most_missing,
    together,
)
from dhp.statistics.quality.figures import quality, tally_of
from dhp.statistics.quality.page import Completeness, beside, valid_words
from dhp.statistics.quality.reach import reach_of
from tests.cases.conftest import HOMICIDE, RECEIVED, coder, given, kent, make_case, make_user
from tests.harness.record import at

__all__ = ["coder", "kent", "make_case", "make_user"]

AGE, GROUP = Field("victim", "age"), Field("suspect", "ethnicity_19")


@pytest.fixture
def lead(make_user):
    return make_user(RoleName.LEAD, "Lena Lead")


@pytest.fixture
def open_case(make_case):
    """Opens a case on the day of its receipt."""

    def open_one(answers=HOMICIDE, **changes):
        with clock_at(RECEIVED):
            return make_case(answers, **changes)

    return open_one


@pytest.fixture
def tallies(lead):
    def of(when):
        return quality(reach_of(lead, at(when))).tallies

    return of


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("34", Found.VALID),
        ("[not_known]", Found.NOT_KNOWN),
        ("[not_yet_established]", Found.NOT_YET),
        ("[withheld]", Found.VALID),
    ],
)
def test_not_known_not_yet_and_missing_are_told_apart(open_case, tallies, state, found):
    open_case(HOMICIDE | given(victim__age=state))

    tally = tally_of(tallies("2026-03-05"), AGE)

    assert (tally.due, tally.of(found)) == (1, 1)


def test_what_nobody_said_is_missing(open_case, tallies):
    open_case({name: one for name, one in HOMICIDE.items() if name != "victim.age"})

    assert tally_of(tallies("2026-03-05"), AGE) == Tally(missing=1)


def test_every_state_counts_as_something(open_case, tallies):
    for state in State:
        if state is not State.ANSWERED:
            open_case(HOMICIDE | given(victim__age=f"[{state.value}]"))

    assert tally_of(tallies("2026-03-05"), AGE).due == len(State) - 1


@pytest.mark.parametrize(("day", "due"), [("2026-04-01", 0), ("2026-04-02", 1)])
def test_a_gap_counts_once_its_stage_was_due(open_case, tallies, day, due):
    open_case()  # received on 4 March: the follow-up is due on 1 April

    assert tally_of(tallies(day), GROUP).missing == due


def test_a_suspect_who_is_not_identified_owes_nothing(open_case, tallies):
    open_case(
        {name: one for name, one in HOMICIDE.items() if not name.startswith("suspect")}
        | given(death__suspect_identified="no")
    )

    found = tallies("2026-05-01")

    assert tally_of(found, GROUP).due == 0
    assert tally_of(found, Field("victim", "ethnicity_19")).due == 1


def test_each_suspect_counts(open_case, tallies):
    open_case(HOMICIDE | given(suspect2__sex="female"))

    assert tally_of(tallies("2026-03-05"), Field("suspect", "sex")) == Tally(valid=2)
    assert tally_of(tallies("2026-03-05"), Field("suspect", "age")) == Tally(valid=1, missing=1)


def test_a_record_of_the_past_is_not_counted(open_case, tallies):
    open_case(back_record=True)

    assert tallies("2026-05-01") == {}


def test_the_sentence_names_what_is_missing_most(open_case, tallies):
    open_case({name: one for name, one in HOMICIDE.items() if name != "suspect1.age"})
    open_case({name: one for name, one in HOMICIDE.items() if name != "suspect1.age"})

    found = {field: one for field, one in tallies("2026-03-05").items() if field.place == "suspect"}

    assert Completeness(found).headline == "Missing most: suspect’s age, 2 of 2."
    assert Completeness({}).headline == "No field is due yet."
    assert Completeness({AGE: Tally(valid=3)}).headline == "No field that is due is missing."


def test_the_fields_looked_at_first_are_sex_ethnic_group_and_disability_of_both():
    rows = [row.label for row in Completeness({}).always]

    assert rows == [
        *("Victim’s sex", "Suspect’s sex", "Victim’s ethnic group", "Suspect’s ethnic group"),
        *("Victim’s disability", "Suspect’s disability"),
    ]
    assert set(ALWAYS) <= set(every_field())


def test_what_is_missing_most_is_in_order_and_leaves_out_what_is_complete():
    tallies = {AGE: Tally(valid=9), GROUP: Tally(missing=3), ALWAYS[0]: Tally(missing=5)}

    assert [field for field, _ in most_missing(tallies)] == [ALWAYS[0], GROUP]


def test_forces_together_are_the_sum_of_each():
    whole = together([{AGE: Tally(1, 2, 3, 4)}, {AGE: Tally(1, 1, 1, 1), GROUP: Tally(valid=1)}])

    assert whole == {AGE: Tally(2, 3, 4, 5), GROUP: Tally(valid=1)}
    assert (whole[AGE].due, whole[AGE].share) == (14, 2 / 14)


def test_a_share_of_few_is_told_with_its_numbers():
    assert valid_words(Tally(valid=3, missing=8)) == "3 of 11"
    assert valid_words(Tally(valid=30, missing=70)) == "30%"
    assert valid_words(Tally()) == "none due"
    assert beside(Tally(valid=3, missing=8)) == ""


@pytest.mark.parametrize("name", ["victim.sex", "suspect.relationship", "death.marac"])
def test_a_field_is_found_by_its_name(name):
    assert field_named(name).name == name


@pytest.mark.parametrize("name", ["suspect1.sex", "victim.nothing", "", "incident.sex"])
def test_what_is_no_field_has_no_name(name):
    assert field_named(name) is None


def test_the_page_draws_nothing_where_nothing_is_due():
    assert Completeness({}).pictures is None
    assert Completeness({AGE: Tally(valid=1)}).pictures is None
    drawn = Completeness({ALWAYS[0]: Tally(valid=1)}).pictures
    assert [name for name, _ in drawn] == ["wide", "narrow"]
