"""When a review falls due: worked out from the group, the last review and what happened since."""

from datetime import UTC, date, datetime

import pytest

from dhp.definitions import DeathType, Scope
from dhp.errors import DomainError
from dhp.retention.groups import TERMS, Group, proposed, years_after
from dhp.retention.rules import Choice, Due, Happened, Reviewed, Why, check_review, dues

RECEIVED = date(2026, 3, 4)
TODAY = date(2027, 1, 1)


def noon(year, month=6, day=1):
    return datetime(year, month, day, 12, tzinfo=UTC)


def due(group=Group.THREE, last=None, events=()):
    return dues(RECEIVED, RECEIVED, group, last, events)


@pytest.mark.parametrize(
    ("group", "years"),
    [(Group.OUTSIDE, 1), (Group.THREE, 6), (Group.TWO, 10), (Group.ONE, 10)],
)
def test_the_first_review_falls_due_when_the_years_of_the_group_are_over(group, years):
    assert due(group)[0] == Due(date(2026 + years, 3, 4), Why.YEARS)


def test_the_longest_time_of_group_one_is_a_reason_until_somebody_reviews_after_it():
    late, early = (Reviewed(noon(year), date(2132, 1, 1)) for year in (2127, 2125))

    assert Due(date(2126, 3, 4), Why.LONGEST) in due(Group.ONE, early)
    assert [one.why for one in due(Group.ONE, late)] == [Why.YEARS]


def test_what_happens_asks_for_a_review_and_the_review_settles_it():
    trial = Happened(noon(2026), Why.TRIAL)

    assert due(events=[trial])[0] == Due(date(2026, 6, 1), Why.TRIAL)
    settled = due(last=Reviewed(noon(2026, 7), date(2030, 1, 1)), events=[trial])
    assert settled == (Due(date(2030, 1, 1), Why.YEARS),)


def test_what_a_case_was_opened_with_is_nothing_new():
    opened = Happened(datetime(2026, 3, 4, 15, tzinfo=UTC), Why.INQUEST)

    assert [one.why for one in due(events=[opened])] == [Why.YEARS]


def test_a_refusal_makes_the_review_due_again_on_its_day():
    refused = Reviewed(noon(2032), None, date(2032, 6, 3))

    assert due(last=refused) == (Due(date(2032, 6, 3), Why.REFUSAL),)


@pytest.mark.parametrize(
    ("scope", "kind", "group"),
    [
        (Scope.IN, DeathType.IPH, Group.ONE),
        (Scope.IN, DeathType.CHILD, Group.ONE),
        (Scope.IN, DeathType.SVSDA, Group.TWO),
        (Scope.IN, DeathType.UNEXPECTED, Group.THREE),
        (None, DeathType.UNCLASSIFIED, Group.THREE),
        (Scope.OUT, DeathType.UNCLASSIFIED, Group.OUTSIDE),
    ],
)
def test_the_group_follows_the_classification(scope, kind, group):
    assert proposed(scope, kind) is group


def test_every_group_says_whose_terms_it_has():
    assert TERMS.keys() == set(Group)
    assert all(terms.source for terms in TERMS.values())


def test_a_leap_day_ends_on_the_last_of_february():
    assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert years_after(date(9990, 5, 5), 100) == date(9999, 5, 5)


@pytest.mark.parametrize(
    ("choice", "reason", "until", "field"),
    [
        (Choice.KEEP, " ", date(2028, 1, 1), "reason"),
        (Choice.ERASE, "", None, "reason"),
        (Choice.KEEP, "Needed.", None, "until"),
        (Choice.KEEP, "Needed.", TODAY, "until"),
        (Choice.KEEP, "Needed.", date(2033, 1, 2), "until"),
    ],
)
def test_a_decision_needs_a_reason_and_a_day_that_its_group_allows(choice, reason, until, field):
    with pytest.raises(DomainError) as refused:
        check_review(choice, reason, until, Group.THREE, TODAY)

    assert refused.value.field == field


def test_a_sound_decision_passes():
    check_review(Choice.KEEP, "Needed.", date(2033, 1, 1), Group.THREE, TODAY)
    check_review(Choice.ERASE, "Not needed.", None, Group.THREE, TODAY)
