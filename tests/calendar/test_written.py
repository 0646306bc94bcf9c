"""What formats write for people can be typed back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.calendar import long_date, long_instant, read_long_date, read_long_instant, short_date

INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    assert read_long_date(long_date(day)) == day
    assert read_long_date(f" {short_date(day).upper()} ") == day


@given(INSTANTS)
def test_an_instant_is_read_to_the_minute_as_it_was_written(instant: datetime) -> None:
    assert read_long_instant(long_instant(instant)) == instant.replace(second=0, microsecond=0)


@pytest.mark.parametrize("hour", [0, 1])
def test_both_of_an_hour_that_happens_twice_can_be_meant(hour: int) -> None:
    instant = datetime(2025, 10, 26, hour, 30, tzinfo=UTC)
    words = long_instant(instant)

    assert words == f"26 October 2025 at 01:30 {'GMT' if hour else 'BST'}"
    assert read_long_instant(words) == instant


def test_an_instant_without_a_time_is_the_first_of_its_day() -> None:
    begun = datetime(2025, 6, 30, 23, tzinfo=UTC)

    assert read_long_instant("1 July 2025") == begun
    assert read_long_instant("1 Jul 2025, 9:05") == begun + timedelta(hours=9, minutes=5)


@pytest.mark.parametrize(
    "text",
    [
        *("", "31 February 2025", "1 Smarch 2025", "2025-07-01", "1 July 2025 at 24:00"),
        *(
            "1 July 2025 at",
            "1 July 2025 at 9:00 GMT",
            "1 July 2025 at 9:00 UTC",
            "1 July 20259:30",
        ),
    ],
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_long_instant(text)
