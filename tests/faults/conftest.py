"""How the tests of faults run and tell: their seed, and the one line with their figures."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.site import Site, open_site

# The same chances again: FAULTS_SEED=1234 make faults. What the machine does in between is its own.
SEED = int(os.environ.get("FAULTS_SEED") or random.SystemRandom().randrange(1_000_000))


@pytest.fixture
def seed() -> int:
    """Where the chances of this run begin; it belongs into the line that the test tells."""
    return SEED


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Site]]:
    """Gives the site on a database of a kind, started when it is first asked for; one for all tests."""
    with ExitStack() as stack:
        opened: dict[str, Site] = {}

        def site_on(kind: str) -> Site:
            if kind not in opened:
                folder: Path = tmp_path_factory.mktemp("site")
                opened[kind] = stack.enter_context(open_site(kind, folder))
            return opened[kind]

        yield site_on


@pytest.fixture
def site_on(sites: Callable[[str], Site]) -> Callable[[str], Site]:
    """Gives a site on a database of a kind, which counts from now on."""

    def counting(kind: str) -> Site:
        site = sites(kind)
        site.count_from_now()
        return site

    return counting
