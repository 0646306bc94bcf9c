"""Offences before their law, and proceedings and conclusions at odds."""

import pytest

from dhp.dictionary.checks import Severity
from tests.dictionary.test_checks import found

MUST, LOOK = Severity.MUST, Severity.LOOK


@pytest.mark.parametrize(
    ("column", "option", "code", "last_day_before", "first_day"),
    [
        ("nfs_basis", "offence", "nfs_before_law", "2022-06-06", "2022-06-07"),
        ("charge_offence", "murder;nfs", "nfs_before_law", "2022-06-06", "2022-06-07"),
        ("ccb_basis", "charged", "ccb_before_law", "2015-12-28", "2015-12-29"),
        ("ccb_basis", "recorded", "ccb_before_law", "2015-12-28", "2015-12-29"),
        ("charge_offence", "ccb", "ccb_before_law", "2015-12-28", "2015-12-29"),
        ("ccb_basis", "charged_apart", "ccb_apart_before_law", "2023-04-04", "2023-04-05"),
        ("ccb_basis", "recorded_apart", "ccb_apart_before_law", "2023-04-04", "2023-04-05"),
        ("charge_offence", "ccb_apart", "ccb_apart_before_law", "2023-04-04", "2023-04-05"),
    ],
)
def test_no_offence_before_its_law(column, option, code, last_day_before, first_day):
    answers = {"death__suspect_identified": "yes", f"suspect1__{column}": option}

    assert found(**answers, death__date_of_death=last_day_before) == {code: MUST}
    assert found(**answers, death__date_of_death=first_day) == {}
    assert found(**answers, death__date_of_death=first_day[:4]) == {}
    assert found(**answers) == {}


def test_a_story_of_strangulation_is_as_old_as_it_is():
    answers = {"death__suspect_identified": "yes", "death__date_of_death": "2019"}

    assert found(**answers, suspect1__nfs_basis="narrative") == {}


@pytest.mark.parametrize("status", ["arrested", "bailed", "charged", "investigated", "at_large"])
def test_a_suspect_who_died_is_not_in_custody(status):
    answers = {"death__suspect_identified": "yes", "suspect1__suspect_status": status}

    assert found(**answers, incident__homicide_suicide="suspected") == {"dead_in_custody": LOOK}
    assert found(**answers, incident__homicide_suicide="no") == {}


def test_of_two_suspects_one_may_have_died():
    codes = found(
        death__suspect_identified="yes",
        incident__homicide_suicide="suspected",
        suspect1__suspect_status="charged",
        suspect2__suspect_status="deceased",
    )

    assert codes == {}


def test_without_a_suspect_nothing_is_said_of_custody():
    assert found(incident__homicide_suicide="suspected") == {}


@pytest.mark.parametrize(
    ("status", "expected"),
    [("arrested", {"court_without_charge": LOOK}), ("charged", {}), ("[withheld]", {})],
)
def test_a_court_decides_on_a_charge(status, expected):
    codes = found(
        death__suspect_identified="yes",
        suspect1__suspect_status=status,
        suspect1__court_outcome="murder",
    )

    assert codes == expected


@pytest.mark.parametrize(
    ("suspected", "concluded", "odd"),
    [
        ("homicide", "unlawful_killing", False),
        ("homicide", "suicide", True),
        ("suicide", "suicide", False),
        ("suicide", "unlawful_killing", True),
        ("accident", "suicide", True),
        ("unexplained", "suicide", False),
        ("[not_known]", "suicide", False),
    ],
)
def test_a_conclusion_that_differs_is_pointed_out(suspected, concluded, odd):
    codes = found(death__suspected_intent=suspected, death__inquest_conclusion=concluded)

    assert codes == ({"inquest_differs": LOOK} if odd else {})
