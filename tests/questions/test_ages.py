"""Ages count days in London; every age is in one band; the median is the middle of whole days."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.questions.ages import BANDS, age_words, band_of, days_between, in_bands, median_days


def instant(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2026-03-02T08:00", "2026-03-02T23:30", 0),
        ("2026-03-02T23:30", "2026-03-03T00:30", 1),
        ("2026-06-02T22:30", "2026-06-02T23:30", 1),  # midnight in London, in summer
        ("2026-03-02T08:00", "2026-04-02T08:00", 31),
        ("2026-03-03T08:00", "2026-03-02T08:00", 0),
    ],
)
def test_days_are_days_in_london(since, until, days):
    assert days_between(instant(since), instant(until)) == days


@pytest.mark.parametrize(
    ("days", "words", "band"),
    [
        (0, "Today", "0 to 7 days"),
        (1, "1 day", "0 to 7 days"),
        (7, "7 days", "0 to 7 days"),
        (8, "8 days", "8 to 14 days"),
        (14, "14 days", "8 to 14 days"),
        (15, "15 days", "15 to 28 days"),
        (28, "28 days", "15 to 28 days"),
        (29, "29 days", "Over 28 days"),
        (1200, "1,200 days", "Over 28 days"),
    ],
)
def test_an_age_has_words_and_a_band(days, words, band):
    assert age_words(days) == words
    assert band_of(days).name == band


@given(st.lists(st.integers(0, 5000)))
def test_every_age_is_counted_in_exactly_one_band(ages):
    assert sum(in_bands(ages).values()) == len(ages)
    assert all(sum(band.holds(days) for band in BANDS) == 1 for days in ages)


def test_the_median_is_the_middle_and_nothing_answered_has_none():
    asked = instant("2026-03-02T09:00")
    answered = [instant(f"2026-03-{day:02d}T10:00") for day in (3, 12, 4)]

    assert median_days([(asked, at) for at in answered]) == 2.0
    assert median_days([(asked, at) for at in answered[:2]]) == 5.5
    assert median_days([]) is None
