from datetime import UTC, date, datetime, time

import pytest

from dhp.calendar import long_date, long_instant, short_date, time_of_day


def test_days_and_times_are_written_one_way():
    assert long_date(date(2021, 3, 9)) == "9 March 2021"
    assert short_date(date(2021, 9, 30)) == "30 Sep 2021"
    assert time_of_day(time(0, 5)) == "00:05"
    assert time_of_day(time(17, 30)) == "17:30"


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (datetime(2021, 3, 9, 17, 30, tzinfo=UTC), "9 March 2021 at 17:30"),
        (datetime(2021, 6, 9, 23, 30, tzinfo=UTC), "10 June 2021 at 00:30"),
        (datetime(2024, 10, 27, 0, 30, tzinfo=UTC), "27 October 2024 at 01:30 BST"),
        (datetime(2024, 10, 27, 1, 30, tzinfo=UTC), "27 October 2024 at 01:30 GMT"),
        (datetime(2024, 10, 27, 2, 0, tzinfo=UTC), "27 October 2024 at 02:00"),
    ],
)
def test_an_instant_is_written_in_london_time(instant, shown):
    assert long_instant(instant) == shown
