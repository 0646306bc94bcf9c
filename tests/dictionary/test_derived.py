"""Values that are worked out and never asked."""

from datetime import date

import pytest

from dhp.dictionary import DICTIONARY, Given, Kind, State, Subject
from dhp.dictionary.derived import DERIVED, Country, Outside, _band_options, derive
from dhp.dictionary.derived_values import HARMONISED, PROJECT, Known, Unsettled, days_from, in_bands
from dhp.dictionary.lockdowns import LOCKDOWNS
from dhp.dictionary.options import INTIMATE


def value(code, place, outside=None, **answers):
    """The value, or the state in brackets; names have two underscores for the dot."""
    given = {name.replace("__", "."): Given(State.ANSWERED, text) for name, text in answers.items()}
    found = derive(code, given, place, outside)
    return found.value or f"[{found.state}]"


@pytest.mark.parametrize(
    ("age", "band", "wide", "adult"),
    [
        ("0", "0", "0-15", "child"),
        ("1", "1-4", "0-15", "child"),
        ("15", "5-15", "0-15", "child"),
        ("16", "16-19", "16-24", "child"),
        ("17", "16-19", "16-24", "child"),
        ("18", "16-19", "16-24", "adult"),
        ("16-19", "16-19", "16-24", "[not_known]"),
        ("20-34", "[not_known]", "[not_known]", "adult"),
        ("25-34", "25-34", "25-54", "adult"),
        ("65+", "[not_known]", "65+", "adult"),
        ("84", "75-84", "65+", "adult"),
        ("85", "85+", "65+", "adult"),
        ("0-4", "[not_known]", "0-15", "child"),
    ],
)
def test_an_age_falls_into_bands_where_all_of_it_fits(age, band, wide, adult):
    assert value("age_band", "victim", victim__age=age) == band
    assert value("age_band_dhp", "victim", victim__age=age) == wide
    assert value("adult_child", "victim", victim__age=age) == adult


def test_each_person_has_their_own_band():
    ages = {"victim__age": "40", "suspect2__age": "19"}

    assert value("age_band", "suspect2", **ages) == "16-19"
    assert value("age_band", "suspect1", **ages) == "[not_recorded]"


def test_a_missing_answer_passes_its_state_on():
    answers = {"victim.age": Given(State.NOT_YET_ESTABLISHED)}

    assert derive("age_band", answers, "victim") == Given(State.NOT_YET_ESTABLISHED)


def test_every_ethnic_group_belongs_to_one_of_five():
    groups = {option.code for option in DERIVED["ethnic_group"].options}

    found = {
        option.code: value("ethnic_group", "victim", victim__ethnicity_19=option.code)
        for option in DICTIONARY["ethnicity_19"].options
    }

    assert set(found.values()) == groups
    assert found["white_roma"] == "white"
    assert found["asian_chinese"] == found["asian_not_stated"] == "asian"
    assert found["arab"] == found["other"] == "other"


@pytest.mark.parametrize(
    ("relationship", "sex", "kind"),
    [
        ("son", "female", "matricide"),
        ("daughter", "male", "patricide"),
        ("child", "other", "parent"),
        ("step-child", "female", "step"),
        ("grandchild", "female", "grandparent"),
        ("parent", "female", "none"),
        ("spouse", None, "none"),
        ("son", None, "[not_recorded]"),
    ],
)
def test_a_parricide_is_named_after_the_parent(relationship, sex, kind):
    answers = {"suspect1__relationship": relationship} | ({"victim__sex": sex} if sex else {})

    assert value("parricide_type", "suspect1", **answers) == kind


def test_every_relationship_is_intimate_familial_or_neither():
    found = {
        option.code: value("tie", "suspect1", suspect1__relationship=option.code)
        for option in DICTIONARY["relationship"].options
    }

    assert {code for code, tie in found.items() if tie == "intimate"} == set(INTIMATE)
    assert set(found.values()) == {"intimate", "familial", "neither"}
    neither = {code for code, tie in found.items() if tie == "neither"}
    assert neither == {"carer", "co-resident", "acquaintance", "stranger"}


def test_days_are_counted_to_the_day_of_receipt():
    outside = Outside(received_on=date(2026, 3, 12))
    dates = {"death__date_of_death": "2026-03-02", "death__aware_on": "2026-03-12"}

    assert value("days_death_to_notify", "death", outside, **dates) == "10"
    assert value("days_aware_to_notify", "death", outside, **dates) == "0"


@pytest.mark.parametrize(
    ("died", "received", "expected"),
    [
        ("2026-03", date(2026, 3, 12), "[not_known]"),
        ("2026-03-13", date(2026, 3, 12), "[not_known]"),
        ("2026-03-02", None, "[not_recorded]"),
    ],
)
def test_days_are_not_counted_from_what_does_not_settle_them(died, received, expected):
    outside = Outside(received_on=received)

    assert value("days_death_to_notify", "death", outside, death__date_of_death=died) == expected


def test_days_run_from_the_last_contact_to_the_death():
    dates = {"death__last_contact_date": "2026-02-27", "death__date_of_death": "2026-03-02"}

    assert value("days_contact_to_death", "death", **dates) == "3"


@pytest.mark.parametrize(
    ("died", "country", "expected"),
    [
        ("2020-03-22", Country.ENGLAND, "none"),
        ("2020-03-23", Country.ENGLAND, "first"),
        ("2020-04", Country.ENGLAND, "first"),
        ("2020-05", Country.ENGLAND, "first"),
        ("2020-05-31", Country.ENGLAND, "first"),
        ("2020-06-01", Country.ENGLAND, "none"),
        ("2020-03", Country.ENGLAND, "[not_known]"),
        ("2020", Country.WALES, "[not_known]"),
        ("2020-07", Country.WALES, "none"),
        ("2020-10-30", Country.ENGLAND, "none"),
        ("2020-10-30", Country.WALES, "second"),
        ("2020-11-09", Country.WALES, "none"),
        ("2020-11-09", Country.ENGLAND, "second"),
        ("2020-12-25", Country.WALES, "third"),
        ("2020-12-25", Country.ENGLAND, "none"),
        ("2021-02", Country.ENGLAND, "third"),
        ("2026", Country.ENGLAND, "none"),
        ("2020-04-01", None, "[not_recorded]"),
    ],
)
def test_a_death_falls_into_a_lockdown_of_its_country(died, country, expected):
    outside = Outside(country=country)

    assert value("lockdown_period", "death", outside, death__date_of_death=died) == expected


@pytest.mark.parametrize("country", list(Country))
def test_lockdowns_follow_each_other_and_say_where_their_days_come_from(country):
    days = [day for one in LOCKDOWNS[country] for day in (one.first, one.last)]

    assert days == sorted(set(days))
    assert all(one.source for one in LOCKDOWNS[country])


def test_nothing_is_both_asked_and_worked_out():
    assert set(DERIVED) & set(DICTIONARY) == set()


@pytest.mark.parametrize("entry", DERIVED.values(), ids=lambda entry: entry.code)
def test_a_derived_value_is_told_like_a_characteristic(entry):
    assert all(code in DICTIONARY for code in entry.codes)
    assert entry.kind is (Kind.ONE_OF if entry.options else Kind.WHOLE_NUMBER)
    assert entry.subject in set(Subject)
    assert len({option.label for option in entry.options}) == len(entry.options)
    for words in (entry.name, entry.definition, entry.source):
        assert words.strip() == words != ""


def test_bands_are_told_in_words():
    labels = {option.code: option.label for option in DERIVED["age_band"].options}
    wide = {option.code: option.label for option in DERIVED["age_band_dhp"].options}

    assert (labels["0"], labels["1-4"], labels["85+"]) == ("Under 1", "1 to 4", "85 or over")
    assert wide["0-15"] == "Under 16"


@pytest.mark.parametrize(("code", "bands"), [("age_band", HARMONISED), ("age_band_dhp", PROJECT)])
def test_bands_are_worked_out_as_they_are_offered(code, bands):
    band = in_bands(bands)
    ages = [str(age) for age in range(100)]

    assert _band_options(bands) == DERIVED[code].options
    assert [band(_aged(age)) for age in ages] == [
        value(code, "victim", victim__age=age) for age in ages
    ]
    with pytest.raises(Unsettled) as left_open:
        band(_aged("4-20"))
    assert left_open.value.state is State.NOT_KNOWN


def _aged(age):
    return Known({"victim.age": Given(State.ANSWERED, age)}, "victim", Outside())


def test_days_run_from_the_column_that_is_named_to_receipt():
    answers = {"death.aware_on": Given(State.ANSWERED, "2026-03-02")}
    known = Known(answers, "death", Outside(received_on=date(2026, 3, 12)))

    assert days_from("death.aware_on")(known) == "10"
