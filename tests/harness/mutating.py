"""A pytest plugin for `.ci/mutants`: runs the tests against each change of the code, not once.

Tests are collected once. Each change is then tried by those tests that reach the function that it is
in, the quickest first, until one fails. A process tries one change after another, with empty caches and
one application, built before any change; a change that does not end, or ends the process, is tried no
further, and another process takes over.
Reads `changes.json`, writes `verdicts-N.txt`, a change and its verdict on each line.
"""

import gc
import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

AT_ONCE = os.cpu_count() or 1
PATIENCE = 20  # seconds of the processor, beside ten times what the tests take

Reaching = dict[str, list[tuple[float, pytest.Item]]]


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """That an example fails is enough: nobody reads the smallest one."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", settings.get_profile("dhp"), phases=phases, database=None)
    settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try every change that is asked for, a share of them in each process."""
    changes: list[str] = json.loads(Path("changes.json").read_text(encoding="utf-8"))
    reaching = _reaching(session.items)
    gc.freeze()  # what is never collected is never copied for a process that only reads it
    shares = {Path(f"verdicts-{n}.txt"): changes[n::AT_ONCE] for n in range(AT_ONCE)}
    running: dict[int, Path] = {}

    def begin(told: Path) -> None:
        if left := shares[told][_count(told) :]:
            running[_apart(lambda: _try_all(left, reaching, told, session.items))] = told

    for told in shares:
        begin(told)
    while running:
        pid, status = os.wait()
        told = running.pop(pid)
        if status:  # whatever it was trying ended it
            done = _count(told)
            if done == len(shares[told]):
                pytest.exit("Some change spoilt the tests of those after it.", returncode=1)
            _write(told, shares[told][done], "endless")
        begin(told)
    return True


def _try_all(changes: list[str], reaching: Reaching, told: Path, items: list[pytest.Item]) -> int:
    building = [item for item in items if "shared_app" in getattr(item, "fixturenames", ())]
    if any(_failures(building[:1])):
        return 1
    for change in changes:
        tests = reaching.get(mangled_name_from_mutant_name(change), [])
        patience = PATIENCE + 10 * sum(took for took, _ in tests)
        signal.setitimer(signal.ITIMER_VIRTUAL, patience)  # nobody listens: it ends the process
        set_mutant_under_test(change)
        noticed = any(_failures([item for _, item in tests]))
        set_mutant_under_test("")
        _write(told, change, "noticed" if noticed else "unnoticed" if tests else "unreached")
    # The control: with nothing changed any more, the tests pass as before.
    return int(any(_failures([item for _, item in tests])))


def _count(told: Path) -> int:
    return told.read_text(encoding="utf-8").count("\n") if told.exists() else 0


def _write(told: Path, change: str, verdict: str) -> None:
    with told.open("a", encoding="utf-8") as verdicts:
        verdicts.write(f"{change} {verdict}\n")


def _reaching(items: list[pytest.Item]) -> Reaching:
    """The tests that reach each function, with the seconds that each takes, the quickest first."""
    told = Path("reaching.json")
    _, status = os.waitpid(_apart(lambda: _recorded(items, told)), 0)
    if status:
        pytest.exit("The tests must pass before the code is changed.", returncode=1)
    found: Reaching = {}
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
            return 1
        for function in state()._stats:
            found[function].append((time.process_time() - began, number))
        state()._stats.clear()
        began = time.process_time()
    told.write_text(json.dumps(found), encoding="utf-8")
    return 0


def _failures(items: list[pytest.Item]) -> Iterator[bool]:
    """Run one test after another; for each whether it failed. They share what a session does."""
    for item in items:
        session: Any = item.session  # all that the next one has in common with this
        reports = runtestprotocol(item, nextitem=session, log=False)
        yield any(report.failed for report in reports)


def _apart(work: Callable[[], int]) -> int:
    """Do `work` in a process of its own, which ends with what it gives."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = work()
    finally:
        sys.__stderr__.flush()
        os._exit(code)
