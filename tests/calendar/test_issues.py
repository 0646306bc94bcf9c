"""Dates of issue are known a year ahead by one rule, and a bank holiday moves them on."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from dhp.calendar.issues import RULES, issue_of, issues_between


@pytest.mark.parametrize(
    ("kind", "day", "cut_off", "at"),
    [
        # Thursday at midnight, then Wednesday at 9:30 in London.
        ("weekly", date(2026, 11, 14), "2026-11-20T00:00+00:00", "2026-11-25T09:30+00:00"),
        # Christmas Day is a Wednesday in 2024, and the day after a bank holiday too.
        ("weekly", date(2024, 12, 19), "2024-12-20T00:00+00:00", "2024-12-27T09:30+00:00"),
        # In summer the hour is London's, an hour earlier in UTC.
        ("weekly", date(2026, 7, 2), "2026-07-02T23:00+00:00", "2026-07-08T08:30+00:00"),
        # The 5th and the 10th working day; New Year's Day is none.
        ("monthly", date(2026, 12, 9), "2027-01-09T00:00+00:00", "2027-01-15T09:30+00:00"),
        ("quarterly", date(2026, 10, 1), "2027-01-16T00:00+00:00", "2027-01-29T09:30+00:00"),
        ("annual", date(2027, 3, 31), "2027-05-27T23:00+00:00", "2027-06-25T08:30+00:00"),
    ],
)
def test_the_rule_of_each_kind(kind, day, cut_off, at):
    issue = issue_of(kind, day)

    assert issue.cut_off == datetime.fromisoformat(cut_off)
    assert issue.at == datetime.fromisoformat(at)


def test_a_kind_without_a_rule_has_no_date():
    assert issue_of("gossip", date(2026, 1, 1)) is None


@pytest.mark.parametrize("kind", RULES)
def test_a_year_of_issues_leaves_no_period_out(kind):
    found = list(issues_between(kind, date(2026, 1, 1), date(2026, 12, 31)))

    assert len(found) == {"weekly": 52, "quarterly": 4, "annual": 1}.get(kind, 12)
    assert all(one.cut_off < one.at for one in found)
    for one, following in pairwise(found):
        assert (following.first - one.last).days == 1
        assert one.at < following.at
    assert all(one.day.weekday() < 5 for one in found)
    assert found[0].at >= datetime(2026, 1, 1, tzinfo=UTC)
