"""Ages, sexes and relationships that do not fit each other."""

import pytest

from dhp.dictionary.checks import Severity
from tests.dictionary.test_checks import found

MUST, LOOK = Severity.MUST, Severity.LOOK


def with_suspect(**answers):
    return found(death__suspect_identified="yes", **answers)


@pytest.mark.parametrize(
    ("age", "odd"),
    [
        ("9", True),
        ("10", False),
        ("5-9", True),
        ("5-12", False),
        ("100", False),
        ("101", True),
        ("65+", False),
        ("[not_known]", False),
    ],
)
def test_a_suspect_of_an_unlikely_age_is_pointed_out(age, odd):
    expected = {"suspect_age_implausible": LOOK} if odd else {}

    assert with_suspect(suspect1__age=age) == expected


@pytest.mark.parametrize(
    ("relationship", "sex", "odd"),
    [
        ("son", "female", True),
        ("daughter", "male", True),
        ("son", "male", False),
        ("son", "other", False),
        ("daughter", "[not_known]", False),
        ("child", "female", False),
    ],
)
def test_a_son_is_male_and_a_daughter_female(relationship, sex, odd):
    codes = with_suspect(suspect1__relationship=relationship, suspect1__sex=sex)

    assert codes == ({"sex_and_relationship": LOOK} if odd else {})


@pytest.mark.parametrize("pregnancy", ["pregnant", "post_natal", "either"])
def test_a_pregnant_male_must_be_mended(pregnancy):
    assert found(victim__sex="male", victim__pregnancy=pregnancy) == {"pregnant_male": MUST}


@pytest.mark.parametrize(("sex", "pregnancy"), [("female", "pregnant"), ("male", "no")])
def test_other_answers_on_pregnancy_stand(sex, pregnancy):
    assert found(victim__sex=sex, victim__pregnancy=pregnancy) == {}


@pytest.mark.parametrize(
    ("age", "odd"),
    [("9", True), ("10", False), ("60", False), ("61", True), ("65+", True), ("55+", False)],
)
def test_a_pregnancy_at_an_unlikely_age_is_pointed_out(age, odd):
    codes = found(victim__sex="female", victim__pregnancy="pregnant", victim__age=age)

    assert codes == ({"pregnancy_age": LOOK} if odd else {})


def test_the_age_of_someone_not_pregnant_is_no_matter():
    assert found(victim__sex="female", victim__pregnancy="no", victim__age="80") == {}


@pytest.mark.parametrize(
    ("relationship", "detail", "odd"),
    [
        ("spouse", "married", False),
        ("sibling", "married", True),
        ("sibling", "half", False),
        ("ex-partner", "half", True),
        ("stranger", "adopted", True),
        ("in-law", "marriage", False),
        ("acquaintance", "rival", False),
        ("[not_known]", "married", False),
    ],
)
def test_the_closer_description_fits_the_relationship(relationship, detail, odd):
    codes = with_suspect(suspect1__relationship=relationship, suspect1__relationship_detail=detail)

    assert codes == ({"closer_description": LOOK} if odd else {})


@pytest.mark.parametrize(
    ("relationship", "lived", "odd"),
    [
        ("stranger", "yes", True),
        ("stranger", "never", False),
        ("co-resident", "never", True),
        ("co-resident", "before", False),
        ("spouse", "never", False),
    ],
)
def test_living_together_fits_the_relationship(relationship, lived, odd):
    codes = with_suspect(suspect1__relationship=relationship, suspect1__lived_together=lived)

    assert codes == ({"home_and_relationship": LOOK} if odd else {})
