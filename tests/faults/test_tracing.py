"""Attaching to processes of which one may end meanwhile, and none that lives may be left out."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import tracing
from tests.faults.tracing import CannotTraceError, calls_in, traced

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None and os.environ.get("CI") != "true", reason="strace is missing"
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "written"


@pytest.fixture
def living(written: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A process that writes what it is given."""
    with (
        written.open("wb") as out,
        subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=out) as one,
    ):
        yield one


@pytest.fixture
def ended() -> int:
    """The number of a process that is no more."""
    with subprocess.Popen(["true"]) as one:
        pass
    return one.pid


def write(process: "subprocess.Popen[bytes]", written: Path) -> None:
    assert process.stdin is not None
    process.stdin.write(b"one line")
    process.stdin.close()
    process.wait()
    assert written.read_text() == "one line"


def test_a_process_that_has_just_ended_is_let_go_and_the_others_are_traced(
    living: "subprocess.Popen[bytes]", ended: int, written: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "calls.trace"

    with traced([ended, living.pid], trace):
        write(living, written)

    assert [call.path for call in calls_in(trace) if call.name == "write"] == [str(written)]


def test_one_that_ended_and_was_not_taken_leave_of_is_let_go_too(
    living: "subprocess.Popen[bytes]", written: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "calls.trace"
    with subprocess.Popen(["true"]) as zombie:
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)

        with traced([zombie.pid, living.pid], trace):
            write(living, written)

    assert [call.path for call in calls_in(trace) if call.name == "write"] == [str(written)]


def test_without_any_process_nothing_is_traced(ended: int, tmp_path: Path) -> None:
    with pytest.raises(CannotTraceError), traced([ended], tmp_path / "calls.trace"):
        pytest.fail("Nothing is traced.")


def test_a_living_process_that_cannot_be_traced_fails_the_trial(
    living: "subprocess.Popen[bytes]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        subprocess.Popen(["cat"], stdin=subprocess.PIPE) as other,
        traced([living.pid], tmp_path / "first.trace"),
    ):
        monkeypatch.setattr(tracing, "_MOST", 1)
        both = traced([other.pid, living.pid], tmp_path / "second.trace")
        with pytest.raises(CannotTraceError, match="may not look"), both:
            pytest.fail("One of the two is not traced.")
