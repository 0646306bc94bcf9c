"""One filled site for each size, and what is said when all is measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dhp import ROOT
from tests.benchmarks.outcome import table_of, write_json
from tests.benchmarks.site import Site, open_site
from tests.benchmarks.timing import Result

SIZES = (1_500, 100_000)  # deaths: the years since the project began, and far more than ever
RESULTS = pytest.StashKey[list[Result]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The servers that are measured know the machine's clock alone."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("present")


@pytest.fixture(scope="session", params=SIZES)
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """The service and its floors, served on one database of as many deaths."""
    with open_site(request.config.getoption("--database"), request.param) as site:
        yield site


@pytest.fixture
def results(request: pytest.FixtureRequest) -> Iterator[list[Result]]:
    """Takes what was measured, and prints it at once: a run may be stopped."""
    measured = request.config.stash.setdefault(RESULTS, [])
    before = len(measured)
    yield measured
    if new := measured[before:]:
        print(f"\n{table_of(new)}")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table of results and write them to a file."""
    results = config.stash.get(RESULTS, [])
    if results:
        path = ROOT / "build" / "bench.json"
        write_json(results, config.getoption("--database"), path)
        terminalreporter.section("benchmarks")
        terminalreporter.write_line(table_of(results))
        terminalreporter.write_line(f"Written to {path.relative_to(ROOT)}.")
