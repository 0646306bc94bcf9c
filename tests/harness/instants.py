"""When tests happen: at an instant of their own, so that no result hangs on the day they are run.

The instants are awkward on purpose. On one database London has begun a day, a month and a quarter
that UTC has not; on the other it is the 29th of February. Time goes on from there, as in life.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

BEGINS = {
    "sqlite": datetime(2027, 6, 30, 23, 15, tzinfo=UTC),  # a quarter past midnight in London
    "postgresql": datetime(2028, 2, 29, 9, 30, tzinfo=UTC),
}
REAL = "real"
_OPENED = time.monotonic()  # when this worker began


def begins(config: pytest.Config) -> datetime | None:
    """The instant at which the run begins by its own clock; None where it keeps the machine's."""
    asked = config.getoption("--at")
    if asked == REAL:
        return None
    return datetime.fromisoformat(asked) if asked else BEGINS[config.getoption("--database")]


@contextmanager
def clock_of(item: pytest.Item) -> Iterator[None]:
    """Let one test happen when the run does; servers of its own know the machine's clock alone."""
    instant = begins(item.config)
    if instant is None or item.get_closest_marker("on_servers"):
        yield
        return
    with time_machine.travel(instant + timedelta(seconds=time.monotonic() - _OPENED), tick=True):
        yield
