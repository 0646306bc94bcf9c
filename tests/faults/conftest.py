"""How the tests of faults run and tell: their seed, and the one line with their figures."""

import os
import random
from collections.abc import Callable

import pytest

# The same chances again: FAULTS_SEED=1234 make faults. What the machine does in between is its own.
SEED = int(os.environ.get("FAULTS_SEED") or random.SystemRandom().randrange(1_000_000))


@pytest.fixture
def seed() -> int:
    """Where the chances of this run begin; it belongs into the line that the test tells."""
    return SEED


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints the one line of a fault: what was done how often, from which seed, and what came of it."""

    def told(line: str) -> None:
        with capsys.disabled():
            print(line)  # noqa: T201 - the figure is what the test is for

    return told
