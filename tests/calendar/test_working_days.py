from datetime import UTC, date, datetime

import pytest

from dhp.calendar import bank_holidays, is_working_day, last_listed_year, nth_working_day, week_of


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2020-05-08", "Early May bank holiday (VE day)"),
        ("2022-09-19", "Bank holiday for the State Funeral of Queen Elizabeth II"),
        ("2026-12-28", "Boxing Day (substitute day)"),
        ("2027-03-29", "Easter Monday"),
    ],
)
def test_days_that_follow_no_rule_are_listed(day, name):
    assert bank_holidays(int(day[:4]))[date.fromisoformat(day)] == name


def test_every_listed_year_has_eight_days_or_more_and_none_on_a_weekend():
    years = {year: bank_holidays(year) for year in range(2019, last_listed_year() + 1)}

    assert {year: len(days) for year, days in years.items() if len(days) < 8} == {}
    assert [day for days in years.values() for day in days if day.weekday() > 4] == []
    assert [len(years[year]) for year in (2022, 2023)] == [10, 9]


def test_a_year_beyond_the_list_has_none():
    assert bank_holidays(last_listed_year() + 1) == {}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-12-24", True),
        ("2026-12-25", False),
        ("2026-12-26", False),  # a Saturday
        ("2026-12-28", False),
        ("2026-12-29", True),
        ("2028-02-29", True),
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("since", "number", "day"),
    [
        ("2026-11-01", 1, "2026-11-02"),  # a Sunday
        ("2026-11-01", 5, "2026-11-06"),
        ("2026-12-24", 2, "2026-12-29"),
        ("2027-01-01", 5, "2027-01-08"),
        ("2026-04-03", 1, "2026-04-07"),
        ("2028-02-28", 2, "2028-02-29"),
    ],
)
def test_working_days_are_counted_from_the_first(since, number, day):
    assert nth_working_day(date.fromisoformat(since), number) == date.fromisoformat(day)


def test_the_last_day_there_is_ends_the_counting():
    assert nth_working_day(date.max, 3) == date.max


@pytest.mark.parametrize("number", [0, -1])
def test_there_is_no_working_day_before_the_first(number):
    with pytest.raises(ValueError, match="counted from 1"):
        nth_working_day(date(2026, 1, 1), number)


def test_an_instant_is_no_day():
    with pytest.raises(TypeError):
        is_working_day(datetime(2026, 1, 1, tzinfo=UTC))


def test_the_thursday_cut_off_is_not_moved_by_a_bank_holiday():
    for holiday in ("2019-12-26", "2022-06-02"):  # Thursdays
        day = date.fromisoformat(holiday)
        assert day in bank_holidays(day.year)
        assert week_of(day).end == day
