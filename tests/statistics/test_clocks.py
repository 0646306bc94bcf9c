"""The clocks by hand: what is measured, what is left out and counted, what runs."""

from datetime import date, timedelta

import pytest

from dhp.statistics.quality.clocks import (
    BY_CODE,
    COMPLETE_NOTICE,
    HAND_OFFS,
    Holder,
    Step,
    Way,
    by_force,
    figures,
    open_clocks,
)

DAY = date(2026, 3, 1)
TODAY = date(2026, 3, 31)
EVERY = frozenset(Step)


def way(force=1, vague=(), returned=None, ref="A", **steps):
    days = {Step[name.upper()]: DAY + timedelta(days=at) for name, at in steps.items()}
    return Way(force, days, frozenset(Step[one.upper()] for one in vague), returned, ref)


def test_a_hand_off_takes_whole_days():
    found = figures(BY_CODE["notice"], [way(died=0, received=d) for d in (0, 1, 2, 9)])

    assert found.took == [0, 1, 2, 9]
    assert (found.spread.median, found.spread.upper) == (1.5, 3.75)


def test_a_date_that_is_no_whole_day_is_counted_beside():
    ways = [way(died=0, received=4), way(vague=["died"], received=4)]

    found = figures(BY_CODE["notice"], ways)

    assert (found.took, found.vague, found.unknown) == ([4], 1, 0)


def test_a_date_nobody_told_is_counted_as_not_known():
    found = figures(BY_CODE["notifying"], [way(died=0, received=3)])

    assert (found.took, found.unknown, found.open) == ([], 1, 0)


def test_steps_out_of_order_are_no_negative_days():
    found = figures(BY_CODE["awareness"], [way(died=5, known=3, received=6)])

    assert (found.took, found.disordered) == ([], 1)


def test_what_has_not_ended_is_open_and_what_has_not_begun_is_nothing():
    ways = [way(received=0, accepted=1), way(received=0)]

    classifying = figures(BY_CODE["classifying"], ways)
    accepting = figures(BY_CODE["accepting"], ways)

    assert (classifying.open, classifying.took) == (1, [])
    assert (accepting.open, accepting.took) == (1, [1])


def test_every_force_has_its_figures_and_one_without_deaths_has_none():
    ways = [way(1, died=0, received=2), way(2, died=0, received=8)]

    found = by_force(BY_CODE["notice"], ways, {1: "Kent", 2: "Essex", 3: "Surrey"})

    assert {key: one.took for key, one in found.items()} == {1: [2], 2: [8], 3: []}
    assert found[3].spread is None


def test_a_running_clock_names_its_holder_and_the_oldest_first():
    ways = [way(received=10, accepted=11), way(received=0, accepted=1), way(received=20)]

    clocks = {one.acts: one for one in open_clocks(ways, TODAY, EVERY)}

    assert clocks["Classify"].ages == (29, 19)
    assert clocks["Accept"].ages == (10,)
    assert {one.holder for one in clocks.values()} == {Holder.FORCE, Holder.UNIT}


def test_a_notice_that_went_back_is_the_forces_to_complete():
    ways = [way(received=0, returned=DAY + timedelta(days=20), ref="")]

    clocks = {one.acts: one for one in open_clocks(ways, TODAY, EVERY)}

    assert clocks[COMPLETE_NOTICE].ages == (10,)
    assert clocks[COMPLETE_NOTICE].holder is Holder.FORCE
    assert clocks["Accept"].ages == clocks["Report"].ages == ()


@pytest.mark.parametrize("told", [True, False])
def test_reporting_is_a_clock_only_where_somebody_tells_of_reports(told):
    steps = EVERY if told else EVERY - {Step.REPORTED}

    acts = [one.acts for one in open_clocks([way(received=0)], TODAY, steps)]

    assert ("Report" in acts) is told


def test_whoever_holds_a_clock_of_the_unit_has_something_to_do():
    assert all(bool(one.acts) is (one.holder is Holder.UNIT) for one in HAND_OFFS)
