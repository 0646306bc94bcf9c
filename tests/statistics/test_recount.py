"""Clocks and completeness of a whole invented history agree with a recount by another route."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at
from dhp.statistics.quality.clock_days import ways
from dhp.statistics.quality.clocks import BY_CODE, Holder, figures, open_clocks
from dhp.statistics.quality.clocks import by_force as clocks_by_force
from dhp.statistics.quality.completeness import Found
from dhp.statistics.quality.figures import quality
from dhp.statistics.quality.reach import reach_of
from tests.demonstration.lived import small_history
from tests.statistics.recount import Record, day, quantile

LAST = datetime(2026, 3, 27, 20, tzinfo=UTC)
INSTANTS = [
    LAST,
    datetime(2025, 10, 26, 1, 30, tzinfo=UTC),
    datetime(2025, 7, 1, 23, 30, tzinfo=UTC),
]
TOLD = ("died", "known")


@pytest.fixture
def lead(database, once):
    """The lead, at the end of a small invented history."""
    once(small_history)
    return database.session.scalars(select(User).where(User.role == RoleName.LEAD)).first()


def clock(hand_off, steps):
    """What one death gives a hand-off: a number of days, or the reason why not."""
    since, until = steps[hand_off.since], steps[hand_off.until]
    for step, told in ((hand_off.since, since), (hand_off.until, until)):
        if step in TOLD and told is not None and len(told) < 10:
            return "vague"
    if any(step in TOLD and steps[step] is None for step in (hand_off.since, hand_off.until)):
        return "unknown"
    if since is None:
        return "not begun"
    if until is None:
        return "open"
    since, until = (
        date.fromisoformat(one) if isinstance(one, str) else one for one in (since, until)
    )
    return (until - since).days if until >= since else "disordered"


@pytest.fixture
def check(lead):
    def compare(instant):
        record = Record(instant)
        with clock_at(instant):
            reach = reach_of(lead, instant)
            present, found = quality(reach), ways(reach)
        assert_complete(present, record)
        assert_clocks(reach, found, record)
        return record, found

    return compare


def assert_complete(present, record):
    expected = {
        force_id: {name: dict(counts) for name, counts in fields.items()}
        for force_id, fields in record.completeness().items()
    }
    counted = {
        force_id: {
            field.name: {found.value: tally.of(found) for found in Found if tally.of(found)}
            for field, tally in tallies.items()
        }
        for force_id, tallies in present.by_force.items()
    }
    assert counted == expected
    assert present.deaths == len(record.deaths())


def assert_clocks(reach, found, record):
    told = record.ways()
    for code in ("notice", "awareness", "notifying", "accepting", "classifying", "verifying"):
        hand_off = BY_CODE[code]
        for force_id, counted in clocks_by_force(hand_off, found, reach.names).items():
            results = [clock(hand_off, steps) for owner, steps in told if owner == force_id]
            days = [one for one in results if isinstance(one, int)]
            beside = Counter(one for one in results if isinstance(one, str))
            assert sorted(counted.took) == sorted(days), (code, force_id)
            assert counted.vague == beside["vague"]
            assert counted.unknown == beside["unknown"]
            assert counted.disordered == beside["disordered"]
            if days:
                spread = counted.spread
                assert (spread.lower, spread.median, spread.upper, spread.ninetieth) == tuple(
                    pytest.approx(quantile(days, share)) for share in (0.25, 0.5, 0.75, 0.9)
                )


def test_the_figures_of_a_whole_history_agree_with_a_recount(check):
    for instant in INSTANTS:
        record, found = check(instant)
        assert len(found) >= len(record.deaths()) > 5

    record, found = check(LAST)
    assert_running(record, found)
    assert_open_alike(found)


def assert_running(record, found):
    """The clocks that run, their ages, and who holds them."""
    steps = frozenset(hand_off.until for hand_off in BY_CODE.values())
    running = {one.acts: one for one in open_clocks(found, day(LAST), steps)}
    told, today = record.ways(), day(LAST)
    back = [row for row in record.waiting() if row["status"] == "returned"]
    sent = [row for row in record.waiting() if row["status"] == "sent"]

    def ages(since, until):
        days = [(today - one[since]).days for _, one in told if one[since] and not one[until]]
        return sorted(days, reverse=True)

    assert list(running["Classify"].ages) == ages("accepted", "classified")
    assert list(running["Verify"].ages) == ages("classified", "verified")
    waits = [(today - day(row["sent_at"])).days for row in sent]
    assert sorted(running["Accept"].ages) == sorted(waits)
    complete = running["Complete a returned notice"]
    assert sorted(complete.ages) == sorted((today - day(row["moved_at"])).days for row in back)
    assert complete.holder is Holder.FORCE
    assert sent
    assert back


def assert_open_alike(found):
    """What is open in the figures runs as a clock, save what the force has to complete first."""
    for code in ("accepting", "classifying", "verifying"):
        counted = figures(BY_CODE[code], found)
        running = open_clocks(found, day(LAST), frozenset({BY_CODE[code].until}))[-1]
        returned = sum(way.returned is not None for way in found) if code == "accepting" else 0
        assert counted.open == len(running.ages) + returned
