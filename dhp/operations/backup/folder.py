"""The folder of one backup: the encrypted file, and its checksum for whoever keeps it without a key."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dhp.errors import Refused

FILE, SUMS = "backup.dhp", "SHA256SUMS"
_UNFINISHED = "backup.part"


@contextmanager
def new_file(folder: Path) -> Iterator[BinaryIO]:
    """The file to write into; it gets its name only when it is whole and on the disk."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused("The folder is not empty. Name a new one for each backup.")
    unfinished = folder / _UNFINISHED
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    (folder / SUMS).write_text(f"{_sum(unfinished)}  {FILE}\n", encoding="ascii")
    unfinished.rename(folder / FILE)
    _sync(folder)


@contextmanager
def kept_file(folder: Path) -> Iterator[BinaryIO]:
    """The file of a finished backup."""
    path = folder / FILE
    if not path.is_file():
        raise Refused(f"There is no {FILE} in this folder. Name the folder of a finished backup.")
    with path.open("rb") as file:
        yield file


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
