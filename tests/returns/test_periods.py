import time
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from dhp.calendar import london_time, reporting_week
from dhp.returns.periods import USUAL, Phase, Rhythm, Terms, last_due, opened, periods

MONTHS = (Terms(Rhythm.MONTHLY, date(2019, 1, 1), *USUAL[Rhythm.MONTHLY]),)
WEEKS = (Terms(Rhythm.WEEKLY, date(2019, 1, 4), *USUAL[Rhythm.WEEKLY]),)
ZONES = ("UTC", "Europe/London", "Pacific/Auckland")

# A day of the period; then, as instants in UTC: opens, due, on time until, closes.
MONTHLY = [
    ("2026-03-31", "2026-03-31T23:00", "2026-04-09T23:00", "2026-04-16T23:00", "2026-04-30T23:00"),
    ("2026-10-25", "2026-11-01T00:00", "2026-11-07T00:00", "2026-11-14T00:00", "2026-11-28T00:00"),
    ("2026-12-31", "2027-01-01T00:00", "2027-01-09T00:00", "2027-01-16T00:00", "2027-01-30T00:00"),
    ("2028-02-29", "2028-03-01T00:00", "2028-03-08T00:00", "2028-03-15T00:00", "2028-03-28T23:00"),
    ("2020-04-30", "2020-04-30T23:00", "2020-05-07T23:00", "2020-05-15T23:00", "2020-06-01T23:00"),
    ("2022-05-31", "2022-05-31T23:00", "2022-06-09T23:00", "2022-06-16T23:00", "2022-06-30T23:00"),
]
# A day of the week; then the cut-off, which never moves, when the return is due and late.
WEEKLY = [
    ("2026-03-26", "2026-03-27T00:00", "2026-03-30T23:00", "2026-03-31T23:00"),
    ("2026-04-02", "2026-04-02T23:00", "2026-04-08T23:00", "2026-04-09T23:00"),  # Good Friday
    ("2026-10-22", "2026-10-22T23:00", "2026-10-27T00:00", "2026-10-28T00:00"),
    ("2026-12-24", "2026-12-25T00:00", "2026-12-31T00:00", "2027-01-01T00:00"),
    ("2026-12-31", "2027-01-01T00:00", "2027-01-06T00:00", "2027-01-07T00:00"),
    ("2019-12-26", "2019-12-27T00:00", "2019-12-31T00:00", "2020-01-01T00:00"),  # a Thursday
    ("2028-02-24", "2028-02-25T00:00", "2028-02-29T00:00", "2028-03-01T00:00"),  # before leap day
    ("2028-03-02", "2028-03-03T00:00", "2028-03-07T00:00", "2028-03-08T00:00"),
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def of(plan: tuple[Terms, ...], day: str):
    return periods(plan, date.fromisoformat(day), date.fromisoformat(day))[0]


@pytest.mark.parametrize(("day", "opens", "due", "grace", "closes"), MONTHLY)
def test_a_month_opens_is_due_and_closes_in_london(day, opens, due, grace, closes):
    period = of(MONTHS, day)

    found = (period.opens_at, period.due_at, period.grace_until, period.closes_at)
    assert found == (utc(opens), utc(due), utc(grace), utc(closes))
    assert all(london_time(instant).hour == 0 for instant in found)


@pytest.mark.parametrize(("day", "cut_off", "due", "grace"), WEEKLY)
def test_a_week_ends_on_its_thursday_whatever_the_holiday(day, cut_off, due, grace):
    period = of(WEEKS, day)

    assert period.opens_at == utc(cut_off) == reporting_week(utc(f"{day}T12:00")).ends_before
    assert period.last.strftime("%A") == "Thursday"
    assert (period.due_at, period.grace_until) == (utc(due), utc(grace))


@pytest.mark.parametrize("zone", ZONES)
def test_the_tables_hold_wherever_the_server_stands(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert time.tzname[0] != "UTC" or zone == "UTC"
        for month in MONTHLY:
            test_a_month_opens_is_due_and_closes_in_london(*month)
        for week in WEEKLY:
            test_a_week_ends_on_its_thursday_whatever_the_holiday(*week)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_day_of_ten_years_has_one_period():
    for plan in (MONTHS, WEEKS):
        found = periods(plan, date(2019, 1, 4), date(2028, 12, 31))
        assert all(
            (after.first - before.last).days == 1 and after.opens_at > before.opens_at
            for before, after in pairwise(found)
        )


def test_a_period_passes_through_its_phases():
    october = of(MONTHS, "2026-10-01")
    instants = ("2026-10-31T23:59", "2026-11-01T00:00", "2026-11-07T00:00", "2026-11-14T00:00")

    phases = [october.phase(utc(instant)) for instant in (*instants, "2026-11-28T00:00")]

    assert phases == list(Phase)


def test_a_change_of_rhythm_cuts_the_period_before_it_short():
    plan = (*MONTHS, Terms(Rhythm.WEEKLY, date(2026, 11, 13), 2, 3, 10))

    found = periods(plan, date(2026, 10, 1), date(2026, 11, 20))

    assert [one.name for one in found] == [
        "October 2026",
        "1 November 2026 to 12 November 2026",
        "Week to 19 November 2026",
        "Week to 26 November 2026",
    ]
    assert found[1].within == "from 1 November 2026 to 12 November 2026"


def test_of_two_decisions_that_have_begun_the_later_decided_counts():
    plan = (
        *MONTHS,
        Terms(Rhythm.WEEKLY, date(2027, 1, 1), 2, 3, 10),
        Terms(Rhythm.MONTHLY, date(2026, 12, 1), 3, 5, 9),
    )

    found = periods(plan, date(2026, 11, 1), date(2027, 2, 1))

    assert [one.name for one in found] == [
        "November 2026",
        "December 2026",
        "January 2027",
        "February 2027",
    ]
    assert found[1].due_on == date(2027, 1, 6)


def test_nothing_is_returned_before_the_first_terms_begin():
    plan = (Terms(Rhythm.MONTHLY, date(2026, 9, 1), 5, 10, 20),)

    found = opened(plan, utc("2026-11-01T00:00"))

    assert [one.name for one in found] == ["September 2026", "October 2026"]
    assert opened((), utc("2026-11-01T00:00")) == []
    assert periods(plan, date(2026, 1, 1), date(2026, 8, 31)) == []


def test_the_last_due_period_is_the_one_whose_day_has_passed():
    before, after = (last_due(MONTHS, utc(f"2026-11-0{day}T00:00")) for day in (6, 7))

    assert (before and before.name, after and after.name) == ("September 2026", "October 2026")
    assert last_due((), utc("2026-11-06T00:00")) is None


@pytest.mark.parametrize(
    ("plan", "day", "short", "within"),
    [
        (MONTHS, "2026-10-05", "Oct 2026", "in October 2026"),
        (WEEKS, "2026-11-10", "12 Nov 2026", "in the week to 12 November 2026"),
    ],
)
def test_a_period_has_its_words(plan, day, short, within):
    assert (of(plan, day).short, of(plan, day).within) == (short, within)
