"""What the workers of one run share: a folder, and in it what one of them made for all."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache

_FOLDER = "TESTS_SHARED_FOLDER"
_MEMORY = Path("/dev/shm")  # noqa: S108 - private folders are made in it
_ENOUGH = 2 * 1024**3  # bytes: what all databases of a run take together, twice


def open_folder() -> None:
    """Make the folder, once for all workers: they inherit the environment of who starts them."""
    os.environ[_FOLDER] = memory_for("dhp-test-") or tempfile.mkdtemp(prefix="dhp-test-")


def memory_for(prefix: str) -> str | None:
    """A new folder in memory, if there is room: code under test commits for real."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH
    return tempfile.mkdtemp(prefix=prefix, dir=_MEMORY) if roomy else None


def in_memory(path: str | Path) -> bool:
    """Whether a folder lies there."""
    return Path(path).is_relative_to(_MEMORY)


def close_folder() -> None:
    """Remove the folder with all that is in it."""
    shutil.rmtree(os.environ.pop(_FOLDER))


def folder() -> Path:
    """Where the workers of this run keep files; removed at its end."""
    return Path(os.environ[_FOLDER])


@contextmanager
def only_once(name: str) -> Iterator[bool]:
    """Whether `name` is still to be done: true for one worker, while the others wait for it.

    What raises counts as not done.
    """
    done = folder() / f"{name}.done"
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first = not done.exists()
        yield first
        done.touch()


def share_templates(app: Flask) -> None:
    """Let the application take the templates as another compiled them already."""
    compiled = folder() / "templates"
    compiled.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
