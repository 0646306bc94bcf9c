"""How our options fall into other people's schemes."""

import pytest

from dhp.dictionary import DICTIONARY
from dhp.dictionary.schemes import SCHEMES, Crossing, Scheme, unmapped, unreached
from dhp.dictionary.schemes.scheme import collected

EACH = [
    pytest.param(scheme, crossing, id=f"{scheme.name}-{crossing.characteristic}")
    for scheme in SCHEMES.values()
    for crossing in scheme.crossings
]


@pytest.mark.parametrize(("scheme", "crossing"), EACH)
def test_a_crossing_leads_from_options_of_ours_to_categories_of_theirs(
    scheme: Scheme, crossing: Crossing
):
    ours = {option.code for option in DICTIONARY[crossing.characteristic].options}
    theirs = {category.code for category in crossing.categories}

    assert set(crossing.to) <= ours
    assert set(crossing.to.values()) <= theirs
    assert len(theirs) == len(crossing.categories)
    assert scheme.crossing(crossing.characteristic) is crossing


def test_what_was_read_at_a_source_is_told_from_general_knowledge():
    confirmed = {
        (scheme.name, crossing.characteristic)
        for scheme in SCHEMES.values()
        for crossing in scheme.crossings
        if crossing.confirmed
    }

    assert confirmed == {
        ("homicide-index", "relationship"),
        ("homicide-index", "method_primary"),
        ("homicide-index", "suspect_status"),
        ("homicide-index", "sex"),
    }
    for name in ("iccs", "femicide-un"):
        assert "general knowledge" in SCHEMES[name].source


@pytest.mark.parametrize(
    ("scheme", "characteristic", "option", "category"),
    [
        # The suspect is the victim's son: the Index says that the victim is a parent.
        ("homicide-index", "relationship", "son", "parent"),
        ("homicide-index", "relationship", "parent", "son_daughter"),
        ("homicide-index", "method_primary", "suffocation", "strangulation"),
        ("homicide-index", "suspect_status", "deceased", "suspect"),
        ("iccs", "court_outcome", "gross_negligence", "01032"),
        ("iccs", "suspected_intent", "suicide", None),
        ("femicide-un", "relationship", "ex-partner", "A"),
        ("femicide-un", "relationship", "in-law", "B"),
        ("femicide-un", "gender_signs", "bias", "C8"),
        ("femicide-un", "religion", "none", None),
    ],
)
def test_an_option_is_translated(scheme, characteristic, option, category):
    assert SCHEMES[scheme].translate(characteristic, option) == category


def test_what_does_not_map_is_listed():
    left_out = unmapped(SCHEMES["homicide-index"], DICTIONARY)

    assert ("relationship", "carer") in left_out
    assert ("relationship", "son") not in left_out
    assert ("sex", "other") in left_out


def test_what_of_theirs_is_never_reached_is_listed():
    empty = unreached(SCHEMES["homicide-index"])

    assert ("Apparent method of killing", "explosion") in empty
    assert ("Apparent method of killing", "sharp") not in empty


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_a_scheme_names_its_version(scheme):
    assert SCHEMES[scheme.name] is scheme
    assert scheme.version
    assert scheme.title


def test_a_category_takes_in_all_that_is_listed_under_it():
    groups = {"A": ("spouse", "partner"), "B": ("son",), "C": ()}

    assert collected(groups) == {"spouse": "A", "partner": "A", "son": "B"}
