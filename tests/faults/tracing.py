"""What processes asked of the kernel while a test ran, by strace: which file was written and which synced."""

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

_CALLS = "pwrite64,write,fsync,fdatasync,unlink,sendto"
_MOST = 30  # seconds until it is attached
_ATTACHED = re.compile(r"Process (\d+) attached")
# One line: process, call, its first argument; `-y` writes beside a number which file it stands for.
_LINE = re.compile(r'^\d+ +(?:<\.\.\. )?(\w+)(?:\((?:\d+<([^>]*)>|"([^"]*)")|( resumed>))(.*)$')


class CannotTraceError(Exception):
    """Says what is missing."""


@dataclass(frozen=True)
class Call:
    """One call that ended well: its name, the file it was about, and the rest of its line."""

    name: str
    path: str
    rest: str


@contextmanager
def traced(processes: Sequence[int], into: Path) -> Iterator[None]:
    """Write down the calls of these processes, and of those that they start, while the block runs.

    One that ends meanwhile is let go, as long as another is there; one that lives is never left out.
    """
    program = shutil.which("strace")
    if program is None:
        raise CannotTraceError("strace is not installed: apt-get install strace.")
    command = [program, "-f", "-y", "-s", "32", "-e", f"trace={_CALLS}", "-o", str(into)]
    for process in processes:
        command += ["-p", str(process)]
    said = into.with_suffix(".said")
    with said.open("w") as errors:
        tracer = subprocess.Popen(command, stderr=errors)
    try:
        _await(tracer, said, processes)
        yield
    finally:
        if tracer.poll() is None:
            tracer.send_signal(signal.SIGINT)
        tracer.wait(_MOST)


def _await(tracer: "subprocess.Popen[bytes]", said: Path, processes: Sequence[int]) -> None:
    until = time.monotonic() + _MOST
    while not (attached := _attached(said)) or any(map(_lives, set(processes) - attached)):
        if tracer.poll() is not None or time.monotonic() > until:
            raise CannotTraceError(
                f"strace may not look at the service's processes: {said.read_text().strip()} "
                "Run as root, or set kernel.yama.ptrace_scope to 0."
            )
        time.sleep(0.05)


def _attached(said: Path) -> set[int]:
    """The processes that are traced, those that were started meanwhile among them."""
    return set(map(int, _ATTACHED.findall(said.read_text())))


def _lives(process: int) -> bool:
    try:
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def calls_in(trace: Path) -> Iterator[Call]:
    """The calls in the order in which they were made; a sync, in the order in which they came back."""
    waiting: dict[str, str] = {}
    for line in trace.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        process = line.split(" ", 1)[0]
        name, path, text, resumed, rest = found.groups()
        sync = name in ("fsync", "fdatasync")
        if sync and rest.endswith("<unfinished ...>"):
            waiting[process] = path
        elif resumed is None:
            yield Call(name, path or text or "", rest)
        elif sync and process in waiting:
            yield Call(name, waiting.pop(process), rest)


@dataclass(frozen=True)
class Replies:
    """How many receipts were given, and how many of them before everything was on the disk."""

    given: int
    unsynced: int


def replies_of_sqlite(calls: Iterable[Call], database: str) -> Replies:
    """Judge each receipt: no file of the database, nor their folder, may have changed since its sync."""
    given, unsynced, changed = 0, 0, set()
    folder = str(Path(database).parent)
    for call in calls:
        if call.name in ("fsync", "fdatasync"):
            changed.discard(call.path)
        elif call.name == "unlink" and call.path.startswith(database):
            changed.discard(call.path)
            changed.add(folder)
        elif call.name in ("pwrite64", "write") and call.path.startswith(database):
            changed.add(call.path)
        elif _is_receipt(call):
            given += 1
            unsynced += bool(changed)
    return Replies(given, unsynced)


def replies_of_postgresql(calls: Iterable[Call]) -> Replies:
    """Judge each receipt: the log must have been synced since the service asked to commit."""
    given, unsynced, synced = 0, 0, False
    for call in calls:
        if call.name == "sendto" and '"Q' in call.rest and "COMMIT" in call.rest:
            synced = False
        elif call.name in ("fsync", "fdatasync") and "/pg_wal/" in call.path:
            synced = True
        elif _is_receipt(call):
            given += 1
            unsynced += not synced
    return Replies(given, unsynced)


def _is_receipt(call: Call) -> bool:
    return call.name == "sendto" and "HTTP/1.1 201" in call.rest
