"""When tests happen: at an instant of their own, so that no result hangs on the day they are run.

The instants are awkward on purpose. On one database London has begun a day, a month and a quarter
that UTC has not; on the other it is the 29th of February. Time goes on from there, as in life.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime

import pytest
from time_machine import escape_hatch, travel

BEGINS = {
    "sqlite": datetime(2027, 6, 30, 23, 15, tzinfo=UTC),  # a quarter past midnight in London
    "postgresql": datetime(2028, 2, 29, 9, 30, tzinfo=UTC),
}
REAL = "real"


def begins(config: pytest.Config) -> datetime | None:
    """The instant at which a run begins, by its options; None where it is the present."""
    asked: str | None = config.getoption("--at")
    if asked == REAL:
        return None
    return datetime.fromisoformat(asked) if asked else BEGINS[config.getoption("--database")]


def clock_of_run(config: pytest.Config) -> AbstractContextManager[object]:
    """A block that begins when the run does: its tests are collected in it too."""
    instant = begins(config)
    return travel(instant, tick=True) if instant else nullcontext()


def clock_of_test(item: pytest.Item) -> AbstractContextManager[object]:
    """A block for one test: what knows the machine's clock alone has a test that goes by that too."""
    if any(item.get_closest_marker(name) for name in ("on_servers", "present")):
        return travel(escape_hatch.time.time(), tick=True)
    return nullcontext()
