"""The checksums of a folder: written last, so that a folder without them was never finished."""

import hashlib
import re
from pathlib import Path

from dhp.errors import Refused

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write_sums(folder: Path) -> str:
    """Write the checksums of every file, as `sha256sum` does; gives the checksum of that list."""
    lines = [f"{_sum(folder / name)}  {name}\n" for name in _files(folder)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8")
    return _sum(folder / NAME)


def check_sums(folder: Path) -> str:
    """The checksum of the list. Raises `Refused` unless the files are exactly those that were left."""
    path = folder / NAME
    if not path.is_file():
        raise Refused(f"There is no {NAME} in this folder. Use one that was finished.")
    listed = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        told = _LINE.fullmatch(line)
        if told is None:
            raise Refused(f"{NAME} cannot be read. Take the folder again from where it was kept.")
        listed[told[2]] = told[1]
    found = _files(folder)
    for name in sorted({*listed, *found}):
        if name not in found:
            raise Refused(f"{name} is missing. Take the folder again from where it was kept.")
        if name not in listed:
            raise Refused(f"{name} was not among what was left. Take it out of the folder.")
        if _sum(folder / name) != listed[name]:
            raise Refused(f"{name} was changed. Take the folder again from where it was kept.")
    return _sum(path)


def _files(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(name for path in paths if (name := path.relative_to(folder).as_posix()) != NAME)


def _sum(path: Path) -> str:
    if path.is_symlink():
        raise Refused(f"{path.name} is a link and no file. Take it out of the folder.")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
