import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.calendar import is_working_day
from dhp.returns.periods import Rhythm, Terms
from dhp.rhythm import dates
from dhp.rhythm.dates import Happening, ahead, by_month, entries

YEARS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


def of(found, kind):
    return [entry.day for entry in found if entry.kind is kind]


@given(YEARS)
def test_every_thursday_is_a_cut_off_and_every_working_wednesday_a_briefing(first):
    last = first + timedelta(days=400)
    days = [first + timedelta(days=number) for number in range(401)]

    found = entries(first, last)

    assert of(found, Happening.CUT_OFF) == [day for day in days if day.weekday() == 3]
    briefings = of(found, Happening.BRIEFING)
    wednesdays = {day for day in days if day.weekday() == 2 and is_working_day(day)}
    assert wednesdays == {day for day in briefings if day.weekday() == 2}
    for moved in set(briefings) - wednesdays:
        assert is_working_day(moved)
        before = [moved - timedelta(days=back) for back in range(1, moved.weekday() - 1)]
        assert not any(is_working_day(day) for day in before)


def test_a_bank_holiday_moves_the_briefing_to_the_next_working_day():
    found = entries(date(2019, 12, 20), date(2019, 12, 31))

    assert of(found, Happening.BRIEFING) == [date(2019, 12, 27)]  # a Friday, after Boxing Day


@given(YEARS)
def test_dates_are_in_order_and_none_is_twice(first):
    found = entries(first, first + timedelta(days=400))

    assert [entry.day for entry in found] == sorted(entry.day for entry in found)
    assert len({entry.key for entry in found}) == len(found)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 3, 26), "Good Friday"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 5, 31), "Spring bank holiday"),
    ],
)
def test_bank_holidays_of_england_and_wales_are_marked(day, name):
    found = entries(day, day)

    assert [entry.words for entry in found if entry.kind is Happening.BANK_HOLIDAY] == [name]


def test_a_bank_holiday_on_a_thursday_does_not_move_the_cut_off():
    found = entries(date(2025, 12, 24), date(2025, 12, 26))

    christmas = [(entry.kind, entry.note) for entry in found if entry.day == date(2025, 12, 25)]
    assert christmas[0] == (Happening.BANK_HOLIDAY, "The cut-off stays on this day.")
    assert christmas[1][0] is Happening.CUT_OFF
    assert of(found, Happening.CUT_OFF) == [date(2025, 12, 25)]


# The table of cut-offs: instants around midnight in London, and the Thursday that comes next.
CUT_OFFS = [
    ("2026-03-26T23:59:00+00:00", date(2026, 3, 26)),  # Thursday, winter time
    ("2026-03-27T00:00:00+00:00", date(2026, 4, 2)),
    ("2026-03-29T00:59:59+00:00", date(2026, 4, 2)),  # the clocks go forward at 1
    ("2026-04-02T22:59:59+00:00", date(2026, 4, 2)),  # 23:59:59 in summer time
    ("2026-04-02T23:00:00+00:00", date(2026, 4, 9)),  # midnight in summer time
    ("2026-10-22T22:59:59+00:00", date(2026, 10, 22)),
    ("2026-10-22T23:00:00+00:00", date(2026, 10, 29)),
    ("2026-10-25T01:30:00+00:00", date(2026, 10, 29)),  # the clocks went back
    ("2026-10-29T23:59:59+00:00", date(2026, 10, 29)),
    ("2026-12-31T23:59:59+00:00", date(2026, 12, 31)),  # a Thursday that ends the year
    ("2027-01-01T00:00:00+00:00", date(2027, 1, 7)),
    ("2028-02-29T12:00:00+00:00", date(2028, 3, 2)),  # a leap day
]


@pytest.fixture
def no_returns(monkeypatch):
    """The dates without those of returns, which need a database."""
    monkeypatch.setattr(dates, "returns_plan", lambda _at: ())


@pytest.mark.usefixtures("no_returns")
@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Auckland"])
def test_the_next_cut_off_holds_in_london_whatever_the_server_s_zone(monkeypatch, zone):
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        found = {
            text: of(ahead(datetime.fromisoformat(text)), Happening.CUT_OFF)[0]
            for text, _ in CUT_OFFS
        }
    finally:
        monkeypatch.undo()
        time.tzset()

    assert found == dict(CUT_OFFS)


@pytest.mark.usefixtures("no_returns")
@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 3, 10), date(2027, 3, 9)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2027, 2, 28), date(2028, 2, 27)),
        (date(2028, 2, 29), date(2029, 2, 27)),
    ],
)
def test_twelve_months_are_shown(today, last):
    found = ahead(datetime(today.year, today.month, today.day, 12, tzinfo=UTC))

    cut_offs = of(found, Happening.CUT_OFF)
    assert today <= cut_offs[0] < today + timedelta(days=7)
    assert last - timedelta(days=7) < cut_offs[-1] <= last


def test_months_hold_their_own_dates(no_returns):
    found = ahead(datetime(2026, 3, 10, tzinfo=UTC))

    months = by_month(found)

    assert [entry for month in months for entry in month.entries] == found
    assert {(entry.day.year, entry.day.month) for entry in months[1].entries} == {(2026, 4)}
    assert len(months) == 13


def test_a_period_has_its_four_days_on_working_days():
    plan = [Terms(Rhythm.MONTHLY, date(2026, 1, 1), 5, 10, 20)]

    found = entries(date(2026, 12, 1), date(2027, 1, 29), plan)

    of_november = {entry.kind: entry.day for entry in found if "November 2026" in entry.words}
    assert of_november == {
        Happening.RETURN_OPENS: date(2026, 12, 1),
        Happening.RETURN_DUE: date(2026, 12, 7),
        Happening.RETURN_LATE: date(2026, 12, 14),
        Happening.RETURN_CLOSES: date(2026, 12, 30),  # after Christmas Day and its substitute
    }


def test_periods_that_began_before_the_first_day_shown_still_close_in_it():
    plan = [Terms(Rhythm.MONTHLY, date(2026, 1, 1), 5, 10, 20)]

    found = entries(date(2026, 12, 29), date(2026, 12, 31), plan)

    assert of(found, Happening.RETURN_CLOSES) == [date(2026, 12, 30)]
