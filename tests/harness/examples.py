"""How property tests run: how many examples they try, and how they share fixtures."""

import os
from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, settings

# A push meets the same examples as the one before; whoever looks for new faults draws new ones.
DRAWN_ANEW = os.environ.get("DHP_THOROUGH") == "1"

# `@settings(SHARING, max_examples=50)`: each example must then clean up after itself, and how long
# it takes says how busy the machine is.
SHARING = settings(
    deadline=None,
    derandomize=not DRAWN_ANEW,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def tries(few: int, *, thorough: int) -> int:
    """`few` examples at every push, the same ones; `thorough` of them, drawn anew, where DHP_THOROUGH=1."""
    return thorough if DRAWN_ANEW else few


def sample(every: Iterable[Any], few: Iterable[Any]) -> list[Any]:
    """The `few` that say most, at every push; `every` one where DHP_THOROUGH=1."""
    return list(every if DRAWN_ANEW else few)
