"""What it means that a force has no death: what its returns say, as at the instant."""

import pytest

from dhp.absence import Absence
from dhp.returns.plan import period_with
from dhp.statistics.quality.reach import reach_of
from dhp.statistics.quality.silence import silence
from tests.harness.record import at
from tests.returns.conftest import (
    begun,
    coder,
    colleague,
    essex,
    kent,
    lead,
    make_case,
    make_death,
    make_return,
    make_user,
    spoc,
    stranger,
)

__all__ = [
    "begun",
    "coder",
    "colleague",
    "essex",
    "kent",
    "lead",
    "make_case",
    "make_death",
    "make_return",
    "make_user",
    "spoc",
    "stranger",
]

LATER = "2026-09-30T12:00"  # August was due, September runs


@pytest.fixture
def said(database, begun, lead):
    def of(force, when=LATER, since=None):
        return silence(reach_of(lead, at(when), since=since))[force.id]

    return of


@pytest.fixture
def august(begun):
    return period_with("2026-08-01")


def test_a_force_that_returned_nothing_did_not_return(said, kent):
    assert said(kent) is Absence.NOT_RETURNED


def test_a_force_that_confirmed_none_for_all_that_was_due_confirmed_none(
    said, kent, essex, spoc, stranger, august, make_return
):
    make_return(spoc, august, when="2026-09-02T09:00")

    assert said(kent) is Absence.CONFIRMED_NONE
    assert said(essex) is Absence.NOT_RETURNED
    assert said(kent, "2026-09-02T08:00") is Absence.NOT_RETURNED


def test_one_period_without_a_return_is_enough_not_to_know(said, kent, spoc, august, make_return):
    make_return(spoc, august, when="2026-09-02T09:00")

    assert said(kent, "2026-10-30T12:00") is Absence.NOT_RETURNED


def test_a_force_that_returned_deaths_has_a_plain_zero(
    said, kent, spoc, august, make_death, make_return
):
    make_death("2026-08-05", received="2026-08-06T09:00")
    make_return(spoc, august, when="2026-09-02T09:00")

    assert said(kent) is None


def test_only_periods_of_the_time_count(said, kent, spoc, begun, make_return):
    make_return(spoc, period_with("2026-09-01"), when="2026-10-02T09:00")

    whole, recent = (
        said(kent, "2026-10-30T12:00", since) for since in (None, at("2026-09-10").date())
    )

    assert (whole, recent) == (Absence.NOT_RETURNED, Absence.CONFIRMED_NONE)
