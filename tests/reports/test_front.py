from datetime import UTC, date, datetime

import pytest

from dhp.reports.document import Coverage, Period
from dhp.reports.front import (
    coverage_in_words,
    edition_line,
    front_rows,
    instant_in_words,
    period_in_words,
)
from tests.reports.sample import WEEKLY, weekly


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 11, 14), date(2025, 11, 20), "14 to 20 November 2025"),
        (date(2025, 11, 28), date(2025, 12, 4), "28 November to 4 December 2025"),
        (date(2025, 12, 26), date(2026, 1, 1), "26 December 2025 to 1 January 2026"),
    ],
)
def test_a_period_says_nothing_twice(first, last, words):
    assert period_in_words(weekly(period=Period(first, last))) == words


def test_instants_are_in_london_time():
    assert instant_in_words(datetime(2025, 7, 3, 23, 30, tzinfo=UTC)) == "4 July 2025, 00:30"


def test_coverage_names_the_forces_that_did_not_return():
    words = coverage_in_words(Coverage(44, 42, 40, ("Gwent", "Kent")))

    assert words == (
        "42 of 44 forces made the last return due, 40 of them confirming no death. "
        "Nothing from Gwent, Kent."
    )


def test_many_silent_forces_are_counted_not_named():
    words = coverage_in_words(Coverage(44, 4, 0, tuple(f"Force {n}" for n in range(40))))

    assert words.endswith("Nothing from the other 40, named further on.")


def test_full_coverage_names_nobody():
    assert coverage_in_words(Coverage(44, 44, 40)) == (
        "44 of 44 forces made the last return due, 40 of them confirming no death."
    )


def test_the_front_block_leaves_out_what_was_not_given():
    labels = [label for label, _ in front_rows(WEEKLY)]

    assert "Recipients" not in labels
    assert {"Classification, FOI", "Author", "Data as at", "Coverage"} <= set(labels)


def test_a_draft_is_not_issued():
    assert dict(front_rows(weekly(issued=None)))["Issued"] == "Not issued: draft"


def test_the_edition_is_named_exactly():
    assert edition_line(WEEKLY) == "weekly-2025-11-20, restricted edition, version 1"


def test_before_anything_was_due_nothing_is_said_of_forces():
    assert coverage_in_words(Coverage(0, 0, 0)) == "No return of the forces was due yet."
