from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import time_machine

from dhp.calendar import london_date, london_time, now


@time_machine.travel(datetime(2024, 7, 1, 23, 30, tzinfo=UTC), tick=False)
def test_now_is_aware_and_in_utc():
    assert now() == datetime(2024, 7, 1, 23, 30, tzinfo=UTC)
    assert now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2024, 1, 1, 23, 59, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2024, 7, 1, 22, 59, tzinfo=UTC), date(2024, 7, 1)),
        (datetime(2024, 7, 1, 23, 0, tzinfo=UTC), date(2024, 7, 2)),
        (datetime(1970, 1, 1, 23, 30, tzinfo=UTC), date(1970, 1, 2)),  # summer time all year
    ],
)
def test_the_day_is_the_one_in_london(instant, day):
    assert london_date(instant) == day


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="needs a zone"):
        london_date(datetime(2024, 7, 1))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime.min.replace(tzinfo=UTC), date.min),
        (datetime.max.replace(tzinfo=UTC), date.max),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), date.min),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))), date.max),
    ],
)
def test_the_edges_of_the_calendar_hold(instant, day):
    assert london_date(instant) == day
    assert london_time(instant).tzname() is not None
