"""How property tests run: how many examples they try, and how they share fixtures."""

import os
from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, settings

# `@settings(SHARING, max_examples=50)`: each example must then clean up after itself, and how long
# it takes says how busy the machine is.
SHARING = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def tries(few: int, *, thorough: int) -> int:
    """`few` examples at every push, others each time; `thorough` of them where DHP_THOROUGH=1."""
    return thorough if _thorough() else few


def sample(every: Iterable[Any], few: Iterable[Any]) -> list[Any]:
    """The `few` that say most, at every push; `every` one where DHP_THOROUGH=1."""
    return list(every if _thorough() else few)


def _thorough() -> bool:
    return os.environ.get("DHP_THOROUGH") == "1"
