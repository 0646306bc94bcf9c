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


def open_folder() -> None:
    """Make the folder, once for all workers: they inherit the environment of who starts them."""
    # Code under test commits for real and waits for the disk each time: memory is kinder.
    memory = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
    parent = memory if os.access(memory, os.W_OK) else None
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="dhp-test-", dir=parent)


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
