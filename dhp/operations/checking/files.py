"""Whether what the service keeps on disk is closed to others, and its anchors have a place."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from dhp.operations.checking.fault import Config, Fault

_OTHERS = 0o077


def file_faults(config: Config) -> Iterator[Fault]:
    """Every file or folder of ours that others than its owner can reach."""
    instance = Path(config["INSTANCE"])
    for path in (*config["SECRET_FILES"], instance, instance / "secret-key", _sqlite_file(config)):
        if path is not None and _open_to_others(Path(path)):
            mode = "700" if Path(path).is_dir() else "600"
            yield Fault(str(path), f"Others can read it. Close it: chmod {mode} {path}")


def anchor_faults(config: Config) -> Iterator[Fault]:
    """Whether anchors of the trail can be put outside the database."""
    if not config["ANCHORS"]:
        told = "There is none. Name a folder on another machine, where what is written stays."
        yield Fault("DHP_ANCHORS", told)
        return
    folder = Path(config["ANCHORS"])
    if not folder.is_dir():
        yield Fault("DHP_ANCHORS", f"{folder} is no folder. Mount or make it.")
    elif not _writable(folder):
        told = f"Nothing can be written into {folder}. Let the service's account write there."
        yield Fault("DHP_ANCHORS", told)


def _sqlite_file(config: Config) -> str | None:
    try:
        url = make_url(config["SQLALCHEMY_DATABASE_URI"])
    except ArgumentError:
        return None
    return url.database if url.get_backend_name() == "sqlite" else None


def _open_to_others(path: Path) -> bool:
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & _OTHERS)
    except OSError:
        return False


def _writable(folder: Path) -> bool:
    # Really written: rights alone say nothing of a disk that is full or was mounted read-only.
    try:
        descriptor, name = tempfile.mkstemp(prefix=".check-config-", dir=folder)
        os.close(descriptor)
        os.unlink(name)
    except OSError:
        return False
    return True
