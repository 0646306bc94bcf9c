"""The type that was decided against the answers."""

import pytest

from dhp.dictionary.checks import Severity
from tests.dictionary.test_checks import found

MUST, LOOK = Severity.MUST, Severity.LOOK


@pytest.mark.parametrize(
    ("kind", "age", "expected"),
    [
        ("child", "18", {"child_type_of_an_adult": MUST}),
        ("child", "18-24", {"child_type_of_an_adult": MUST}),
        ("child", "17", {}),
        ("child", "16-19", {}),
        ("afh", "15", {"adult_type_of_a_child": MUST}),
        ("afh", "16", {}),
        ("afh", "10-19", {}),
        ("afh", "65+", {}),
        ("iph", "15", {}),
        (None, "18", {}),
    ],
)
def test_the_type_fits_the_age_of_the_victim(kind, age, expected):
    assert found(kind=kind, victim__age=age) == expected


@pytest.mark.parametrize(
    ("kind", "relationships", "odd"),
    [
        ("iph", ["son"], True),
        ("iph", ["ex-spouse"], False),
        ("iph", ["son", "partner"], False),
        ("iph", ["[not_known]"], False),
        ("afh", ["partner"], True),
        ("afh", ["partner", "sibling"], False),
        ("afh", ["sibling"], False),
        ("other", ["partner"], False),
    ],
)
def test_the_type_fits_the_relationships(kind, relationships, odd):
    ties = {f"suspect{n}__relationship": tie for n, tie in enumerate(relationships, start=1)}

    codes = found(kind=kind, death__suspect_identified="yes", **ties)

    assert codes == ({"type_and_relationship": MUST} if odd else {})


def test_without_a_suspect_the_type_is_not_held_against_a_relationship():
    assert found(kind="iph", death__suspect_identified="no") == {}


@pytest.mark.parametrize(
    ("kind", "charge", "odd"),
    [("svsda", "murder;ccb", True), ("svsda", "ccb", False), ("iph", "murder", False)],
)
def test_a_suspected_suicide_has_no_murder_charge(kind, charge, odd):
    codes = found(kind=kind, death__suspect_identified="yes", suspect1__charge_offence=charge)

    assert ("suicide_with_a_murder_charge" in codes) is odd


@pytest.mark.parametrize(
    ("kind", "suspected", "odd"),
    [
        ("svsda", "homicide", True),
        ("svsda", "suicide", False),
        ("iph", "suicide", True),
        ("afh", "suicide", True),
        ("child", "suicide", False),
        ("iph", "homicide", False),
    ],
)
def test_the_type_fits_the_kind_of_death(kind, suspected, odd):
    codes = found(kind=kind, death__suspected_intent=suspected)

    assert codes == ({"type_and_kind": LOOK} if odd else {})
