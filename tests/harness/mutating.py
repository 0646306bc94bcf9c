"""A pytest plugin for `.ci/mutants`: runs the tests against each change of the code, not once.

Tests are collected once. Each change is then tried in a process of its own, by those tests that reach
the function that it is in, the quickest first, until one fails. Nothing that one change has done, or
that a test has cached, is met by the next. Reads `changes.json`, writes `verdicts.json`.
"""

import gc
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

AT_ONCE = os.cpu_count() or 1
PATIENCE = 20  # seconds of the processor, beside ten times what the tests take
NOTICED, UNNOTICED = 1, 0


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """That an example fails is enough: nobody reads the smallest one."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", settings.get_profile("dhp"), phases=phases, database=None)
    settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try every change that is asked for, some at a time."""
    changes: list[str] = json.loads(Path("changes.json").read_text(encoding="utf-8"))
    reaching = _reaching(session.items)
    gc.freeze()  # what is never collected is never copied for a process that only reads it
    verdicts: dict[str, str] = {}
    running: dict[int, str] = {}

    def wait() -> None:
        pid, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        ends = {NOTICED: "noticed", UNNOTICED: "unnoticed"}
        verdicts[running.pop(pid)] = ends.get(code, "endless")

    for change in changes:
        tests = reaching.get(mangled_name_from_mutant_name(change), [])
        if not tests:
            verdicts[change] = "unreached"
            continue
        if len(running) >= AT_ONCE:
            wait()
        running[_apart(lambda change=change, tests=tests: _tried(change, tests))] = change
    while running:
        wait()
    Path("verdicts.json").write_text(json.dumps(verdicts, indent=1), encoding="utf-8")
    return True


def _reaching(items: list[pytest.Item]) -> dict[str, list[tuple[float, pytest.Item]]]:
    """The tests that reach each function, with the seconds that each takes, the quickest first."""
    told = Path("reaching.json")
    _, status = os.waitpid(_apart(lambda: _recorded(items, told)), 0)
    if status:
        pytest.exit("The tests must pass before the code is changed.", returncode=1)
    found: dict[str, list[tuple[float, pytest.Item]]] = {}
    for function, tests in json.loads(told.read_text(encoding="utf-8")).items():
        found[function] = [(took, items[number]) for took, number in sorted(tests)]
    return found


def _recorded(items: list[pytest.Item], told: Path) -> int:
    set_mutant_under_test("stats")
    found: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    state()._stats.clear()
    began = time.process_time()
    for number, failed in enumerate(_failures(items)):
        if failed:
            print(f"{items[number].nodeid} fails before any change", file=sys.__stderr__)
            return NOTICED
        for function in state()._stats:
            found[function].append((time.process_time() - began, number))
        state()._stats.clear()
        began = time.process_time()
    told.write_text(json.dumps(found), encoding="utf-8")
    return 0


def _tried(change: str, tests: list[tuple[float, pytest.Item]]) -> int:
    """Whether some test fails once `change` is made."""
    seconds = int(time.process_time() + PATIENCE + 10 * sum(took for took, _ in tests))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    set_mutant_under_test(change)
    return NOTICED if any(_failures([item for _, item in tests])) else UNNOTICED


def _failures(items: list[pytest.Item]) -> Iterator[bool]:
    """Run one test after another; for each whether it failed."""
    for item, following in zip_longest(items, items[1:]):
        reports = runtestprotocol(item, nextitem=following, log=False)
        yield any(report.failed for report in reports)


def _apart(work: Callable[[], int]) -> int:
    """Do `work` in a process of its own, which ends with what it gives."""
    pid = os.fork()
    if pid:
        return pid
    code = NOTICED  # also where the change breaks what runs the tests
    try:
        code = work()
    finally:
        sys.__stderr__.flush()
        os._exit(code)
