from datetime import UTC, date, datetime, timedelta

import pytest

from dhp.calendar import Week, reporting_week, week_ending, week_of

# Friday 1 March 2024 to Thursday 7 March, briefed on Wednesday 13 March.
FIRST_OF_MARCH = Week(date(2024, 3, 1), date(2024, 3, 7), date(2024, 3, 13))


@pytest.mark.parametrize("day", [date(2024, 3, 1) + timedelta(days=n) for n in range(7)])
def test_every_day_from_friday_to_thursday_is_in_the_week(day):
    assert week_of(day) == FIRST_OF_MARCH


@pytest.mark.parametrize(
    ("instant", "end"),
    [
        (datetime(2024, 3, 7, 23, 59, 59, 999999, tzinfo=UTC), date(2024, 3, 7)),
        (datetime(2024, 3, 8, 0, 0, tzinfo=UTC), date(2024, 3, 14)),
        (datetime(2024, 7, 4, 22, 59, 59, tzinfo=UTC), date(2024, 7, 4)),
        (datetime(2024, 7, 4, 23, 0, tzinfo=UTC), date(2024, 7, 11)),  # midnight in London
    ],
)
def test_the_cut_off_is_midnight_in_london(instant, end):
    assert reporting_week(instant).end == end


@pytest.mark.parametrize(
    ("day", "begins", "ends", "hours"),
    [
        ((2024, 3, 30), (2024, 3, 29, 0), (2024, 4, 4, 23), 167),  # clocks go forward
        ((2024, 10, 27), (2024, 10, 24, 23), (2024, 11, 1, 0), 169),  # clocks go back
        ((2024, 2, 29), (2024, 2, 23, 0), (2024, 3, 1, 0), 168),
    ],
)
def test_a_week_runs_from_its_first_instant_to_the_one_after_its_last(day, begins, ends, hours):
    week = week_of(date(*day))

    assert week.begins_at == datetime(*begins, tzinfo=UTC)
    assert week.ends_before == datetime(*ends, tzinfo=UTC)
    assert week.ends_before - week.begins_at == timedelta(hours=hours)
    assert reporting_week(week.begins_at) == week
    assert reporting_week(week.ends_before) == week.next


def test_neighbouring_weeks_touch():
    assert FIRST_OF_MARCH.previous == Week(date(2024, 2, 23), date(2024, 2, 29), date(2024, 3, 6))
    assert FIRST_OF_MARCH.next.previous == FIRST_OF_MARCH
    assert FIRST_OF_MARCH.next.begins_at == FIRST_OF_MARCH.ends_before


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2024, 3, 7), date(2024, 3, 7)),
        (date(2024, 3, 8), date(2024, 3, 7)),
        (date(2024, 3, 13), date(2024, 3, 7)),
        (date(2024, 3, 6), date(2024, 2, 29)),
    ],
)
def test_a_week_ending_is_the_latest_whole_one(day, end):
    assert week_ending(day).end == end


def test_an_instant_is_not_a_day():
    with pytest.raises(TypeError, match="london_date"):
        week_of(datetime(2024, 3, 7, tzinfo=UTC))


def test_the_edges_of_the_calendar_hold():
    first = reporting_week(datetime.min.replace(tzinfo=UTC))
    last = reporting_week(datetime.max.replace(tzinfo=UTC))

    assert (first.start, first.end) == (date.min, date(1, 1, 4))  # 1 January 1 is a Monday
    assert first.previous == first
    assert first.begins_at < first.ends_before
    assert (last.start, last.end, last.briefing_on) == (date.max, date.max, date.max)
    assert last.next == last
    assert last.begins_at < last.ends_before
