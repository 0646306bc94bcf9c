"""What a figure may be, and the cut-off in London time."""

from datetime import UTC, date, datetime

import pytest

from dhp.absence import Absence
from dhp.calendar import clock_at, week_of
from dhp.context.rules import (
    check_week,
    due_at,
    figure_of,
    is_late,
    latest_week,
    returned,
    stands_in,
    week_in,
)
from dhp.errors import Absent, DomainError
from tests.context.conftest import WEEK


def test_a_blank_and_a_nil_are_two_kinds_of_nothing():
    assert figure_of(None) is Absence.NOT_RETURNED
    assert figure_of(0) is Absence.CONFIRMED_NONE
    assert figure_of(7) == 7


def test_only_what_was_returned_is_added_up():
    figures = (Absence.NOT_RETURNED, Absence.CONFIRMED_NONE, Absence.SUPPRESSED, 7)

    assert [returned(figure) for figure in figures] == [None, 0, None, 7]


@pytest.mark.parametrize(
    ("thursday", "cut_off"),
    [
        ("2026-02-26", "2026-03-06T00:00"),  # GMT
        ("2026-03-19", "2026-03-27T00:00"),  # the last cut-off before the clocks go forward
        ("2026-03-26", "2026-04-02T23:00"),  # summer time
        ("2026-10-15", "2026-10-22T23:00"),  # the last cut-off before they go back
        ("2026-10-22", "2026-10-30T00:00"),
        ("2026-12-24", "2027-01-01T00:00"),  # New Year's Eve
        ("2028-02-24", "2028-03-03T00:00"),  # over a leap day
    ],
)
def test_the_cut_off_is_midnight_in_london_after_the_next_thursday(thursday, cut_off):
    expected = datetime.fromisoformat(cut_off).replace(tzinfo=UTC)

    assert due_at(week_of(date.fromisoformat(thursday))) == expected


def test_a_figure_is_late_from_the_cut_off_on():
    assert not is_late(WEEK, datetime(2026, 3, 5, 23, 59, 59, tzinfo=UTC))
    assert is_late(WEEK, datetime(2026, 3, 6, tzinfo=UTC))


def test_a_figure_in_time_stands_in_the_briefing_after_the_cut_off():
    on_monday = datetime(2026, 3, 2, 9, tzinfo=UTC)

    assert stands_in(WEEK, on_monday).briefing_on == date(2026, 3, 11)


def test_a_late_figure_stands_in_the_next_briefing():
    assert stands_in(WEEK, datetime(2026, 3, 6, 9, tzinfo=UTC)).briefing_on == date(2026, 3, 18)


def test_a_week_is_over_on_friday_in_london():
    with clock_at(datetime(2026, 4, 2, 22, 59, tzinfo=UTC)):  # 23:59 on Thursday, summer time
        assert latest_week().end == date(2026, 3, 26)
    with clock_at(datetime(2026, 4, 2, 23, 0, tzinfo=UTC)):
        assert latest_week().end == date(2026, 4, 2)


def test_a_running_week_takes_no_figures():
    with pytest.raises(DomainError, match="not over"):
        check_week(WEEK.next)


@pytest.mark.parametrize("text", ["", "soon", "2026-02-25", "20260226", "2026-03-05", "9999-12-30"])
def test_an_address_names_a_week_by_a_thursday_that_is_past(text):
    with pytest.raises(Absent):
        week_in(text)
