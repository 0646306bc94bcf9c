"""How long something has waited, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from dhp.notifications.waiting import waited

AT = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=59), "Less than an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1095), "1,095 days"),
        (timedelta(days=-1), "Less than an hour"),
    ],
)
def test_the_largest_whole_unit_is_told(span, words):
    assert waited(AT - span, AT) == words
