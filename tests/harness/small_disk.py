"""A disk of a few megabytes in memory, which only the processes of one test see; it can be filled up."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_FILLER = "filler"


class NoDiskError(Exception):
    """Such a disk cannot be made here; says why."""


@dataclass(frozen=True)
class SmallDisk:
    """A disk at `path` for whoever runs `inside`; from outside it is reached by `seen`."""

    path: Path
    holder: int

    @property
    def inside(self) -> list[str]:
        """What to put before a command, so that it sees the disk."""
        return ["nsenter", "--target", str(self.holder), "--mount", "--wd=."]

    @property
    def seen(self) -> Path:
        """The disk as the test sees it."""
        return Path(f"/proc/{self.holder}/root{self.path}")

    def fill(self, leave: int) -> None:
        """Take all room but `leave` bytes."""
        stat = os.statvfs(self.seen)
        (self.seen / _FILLER).write_bytes(bytes(max(0, stat.f_bavail * stat.f_frsize - leave)))

    def clear(self) -> None:
        """Give the room back."""
        (self.seen / _FILLER).unlink(missing_ok=True)


@contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A disk of so many megabytes over the folder `path`; gone with its holder, whatever happens.

    It is mounted in a name space of its own, so no mount of the machine changes. That takes root;
    raises `NoDiskError` where it may not be done.
    """
    if shutil.which("unshare") is None or os.geteuid() != 0:
        raise NoDiskError("A disk to fill up needs root and unshare: run the test as root.")
    options = f"size={megabytes}m,mode=0777"
    script = (
        f"mount -t tmpfs -o {options} tmpfs '{path}' && touch '{path}/ready' && exec sleep 100000"
    )
    holder = subprocess.Popen(  # noqa: S603 - our own words
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", script],  # noqa: S607
        stderr=subprocess.DEVNULL,
    )
    disk = SmallDisk(path, holder.pid)
    try:
        until = time.monotonic() + 20
        while not (disk.seen / "ready").exists():
            if holder.poll() is not None or time.monotonic() > until:
                raise NoDiskError(
                    "A disk to fill up cannot be mounted here: mounting is not allowed."
                )
            time.sleep(0.02)
        yield disk
    finally:
        holder.kill()
        holder.wait()
