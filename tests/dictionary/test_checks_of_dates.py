"""What must come before the death, what after it, and in which order."""

from datetime import date

import pytest

from dhp.dictionary.checks import Severity
from tests.dictionary.test_checks import found

MUST, LOOK = Severity.MUST, Severity.LOOK


@pytest.mark.parametrize(
    ("died", "expected"),
    [
        ("2026-03-09", {}),
        ("2026-03-10", {"received_before_death": MUST}),
        ("2026-03", {}),
        ("2026-04", {"received_before_death": MUST}),
        ("[not_known]", {}),
    ],
)
def test_a_notice_cannot_arrive_before_the_death(died, expected):
    assert found(death__date_of_death=died, received=date(2026, 3, 9)) == expected


def test_without_a_day_of_receipt_nothing_is_said_about_it():
    assert found(death__date_of_death="2026-03-10") == {}


@pytest.mark.parametrize(
    ("column", "code", "severity"),
    [
        ("death__last_contact_date", "contact_after_death", MUST),
        ("death__risk_date", "risk_after_death", MUST),
        ("death__marac_date", "marac_after_death", LOOK),
    ],
)
def test_contact_with_the_living_is_before_the_death(column, code, severity):
    died = {"death__date_of_death": "2025-06-02"}

    assert found(**died, **{column: "2025-06-03"}) == {code: severity}
    assert found(**died, **{column: "2025-06-02"}) == {}
    assert found(**died, **{column: "2025-06"}) == {}


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("death__dhr_referred_on", "dhr_before_death"),
        ("death__dhr_decided_on", "dhr_before_death"),
        ("death__dhr_chair_appointed_on", "dhr_before_death"),
        ("death__dhr_published_on", "dhr_before_death"),
        ("death__dhr_commissioner_copy_on", "dhr_before_death"),
        ("death__iopc_referred_on", "iopc_before_death"),
        ("death__inquest_on", "inquest_before_death"),
    ],
)
def test_reviews_of_a_death_come_after_it(column, code):
    died = {"death__date_of_death": "2025-06-02"}

    assert found(**died, **{column: "2025-06-01"}) == {code: MUST}
    assert found(**died, **{column: "2025-06-02"}) == {}


def test_the_steps_of_a_review_are_in_order():
    steps = {
        "death__dhr_referred_on": "2025-01-10",
        "death__dhr_decided_on": "2025-02-10",
        "death__dhr_published_on": "2026-02-10",
    }

    assert found(**steps) == {}
    assert found(**steps | {"death__dhr_decided_on": "2025-01-09"}) == {"review_out_of_order": LOOK}
    assert found(**steps | {"death__dhr_published_on": "2025-02-09"}) == {
        "review_out_of_order": LOOK
    }


def test_a_charge_before_the_death_is_pointed_out_not_refused():
    answers = {"death__suspect_identified": "yes", "death__date_of_death": "2025-06-02"}

    early = found(**answers, suspect1__charged_on="2025-06-01")

    assert early == {"charged_before_death": LOOK}
    assert found(**answers, suspect1__charged_on="2025-06-02") == {}


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ("2025-06-01", {"decided_too_early": MUST}),
        ("2025-06-30", {"decided_too_early": MUST}),
        ("2025-07-01", {}),
    ],
)
def test_a_court_decides_after_death_and_charge(decided, expected):
    codes = found(
        death__suspect_identified="yes",
        death__date_of_death="2025-06-02",
        suspect1__charged_on="2025-07-01",
        suspect1__court_outcome_on=decided,
    )

    assert codes == expected
