from datetime import UTC, date, datetime

import pytest

from dhp.calendar import (
    financial_year,
    financial_year_days,
    first_day_of_financial_year,
    month_days,
    quarter,
    quarter_days,
    rolling_months,
    year_earlier,
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 3, 31), "2023-24 Q4"),
        (date(2024, 4, 1), "2024-25 Q1"),
        (date(2024, 6, 30), "2024-25 Q1"),
        (date(2024, 7, 1), "2024-25 Q2"),
        (date(2024, 12, 31), "2024-25 Q3"),
        (date(2025, 1, 1), "2024-25 Q4"),
        (date(2000, 1, 1), "1999-00 Q4"),
        (date.max, "9999-00 Q3"),
        (date.min, "0000-01 Q4"),
    ],
)
def test_years_and_quarters_are_named_from_april(day, name):
    assert quarter(day) == name
    assert financial_year(day) == name[:7]


def test_a_financial_year_runs_from_april_to_march():
    day = date(2024, 2, 29)

    assert first_day_of_financial_year(day) == date(2023, 4, 1)
    assert financial_year_days(date(2024, 4, 1)) == (date(2024, 4, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 3, 31)),
        (date(2024, 4, 1), date(2024, 4, 1), date(2024, 6, 30)),
        (date(2024, 12, 31), date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_a_quarter_is_three_whole_months(day, first, last):
    assert quarter_days(day) == (first, last)


def test_a_month_knows_leap_days():
    assert month_days(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_days(date(2023, 2, 10)) == (date(2023, 2, 1), date(2023, 2, 28))


@pytest.mark.parametrize(
    ("end", "months", "first"),
    [
        (date(2024, 3, 31), 12, date(2023, 4, 1)),
        (date(2024, 2, 29), 12, date(2023, 3, 1)),
        (date(2023, 2, 28), 36, date(2020, 3, 1)),
        (date(2024, 4, 30), 1, date(2024, 4, 1)),
        (date(2023, 12, 31), 3, date(2023, 10, 1)),
    ],
)
def test_rolling_months_that_close_a_month_are_whole(end, months, first):
    assert rolling_months(end, months) == (first, end)


@pytest.mark.parametrize(
    ("end", "months", "first"),
    [
        (date(2024, 3, 15), 12, date(2023, 3, 16)),
        (date(2024, 1, 15), 1, date(2023, 12, 16)),
        (date(2024, 3, 30), 1, date(2024, 3, 1)),  # there is no 30 February
        (date(2024, 2, 28), 12, date(2023, 3, 1)),
    ],
)
def test_rolling_months_inside_a_month_start_after_the_same_day(end, months, first):
    assert rolling_months(end, months) == (first, end)


def test_rolling_months_need_a_month():
    with pytest.raises(ValueError, match="at least one month"):
        rolling_months(date(2024, 3, 31), 0)


def test_the_edges_of_the_calendar_hold():
    assert financial_year_days(date.max) == (date(9999, 4, 1), date.max)
    assert financial_year_days(date.min) == (date.min, date(1, 3, 31))
    assert rolling_months(date(1, 1, 31), 12) == (date.min, date(1, 1, 31))
    assert rolling_months(date(1, 1, 15), 1) == (date.min, date(1, 1, 15))
    assert rolling_months(date.max, 12) == (date(9999, 1, 1), date.max)
    assert quarter_days(date.max) == (date(9999, 10, 1), date.max)


@pytest.mark.parametrize("of", [financial_year, quarter, quarter_days, month_days])
def test_an_instant_is_not_a_day(of):
    with pytest.raises(TypeError, match="london_date"):
        of(datetime(2024, 3, 31, 23, 30, tzinfo=UTC))


def test_a_year_earlier_is_the_same_time_on_a_london_clock():
    summer = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
    leap_day = datetime(2024, 2, 29, 12, tzinfo=UTC)

    assert year_earlier(summer) == datetime(2025, 6, 1, 8, 30, tzinfo=UTC)
    assert year_earlier(datetime(2026, 3, 29, 12, tzinfo=UTC)) == datetime(
        2025, 3, 29, 13, tzinfo=UTC
    )
    assert year_earlier(leap_day).date() == date(2023, 2, 28)


def test_a_year_before_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="zone"):
        year_earlier(datetime(2026, 6, 1))
