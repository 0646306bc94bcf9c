"""How long something waited, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from dhp.notifications.waiting import waited

SINCE = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=-5), "Less than an hour"),
        (timedelta(minutes=59), "Less than an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=40), "40 days"),
    ],
)
def test_a_wait_is_told_in_its_largest_whole_unit(span, words):
    assert waited(SINCE, SINCE + span) == words
