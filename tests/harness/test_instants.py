"""The clock of the tests: a run has its own, and a request that of the test which sends it."""

from datetime import UTC, datetime, timedelta

import pytest
from time_machine import escape_hatch

from dhp.calendar import clock_at, now
from tests.harness.instants import REAL, begins
from tests.harness.pages import _apart

LONGEST = timedelta(days=1)  # that a run takes


def machine() -> datetime:
    """What the clock of the machine says."""
    return escape_hatch.datetime.datetime.now(UTC)


def test_a_run_happens_at_its_own_instant(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--at") == REAL:
        pytest.skip("This run happens at the present.")
    instant = begins(request.config)

    assert instant is not None
    assert timedelta(0) <= now() - instant < LONGEST


@pytest.mark.present
def test_what_is_marked_present_happens_now() -> None:
    assert abs(now() - machine()) < timedelta(minutes=1)


def test_a_request_has_the_clock_of_its_test() -> None:
    then = datetime(2026, 11, 3, 10, tzinfo=UTC)

    with clock_at(then):
        assert _apart().run(now) == then
    assert _apart().run(now) != then
