"""What the directory of a workbook's package tells before anything in it is unpacked."""

import stat
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath

MOST_BYTES = 5_000_000
MOST_PARTS = 200
MOST_UNPACKED = 40_000_000  # bytes
MOST_RATIO = 100
_WORTH_A_RATIO = 500_000  # bytes; smaller parts cannot hurt, however well they were packed
_NEW = "Open it, copy the table into a new workbook, save that as .xlsx and try again."
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg")
_KNOWN = (".xml", ".rels", ".vml", ".bin", "/", *_PICTURES)
_CONTENT_TYPES = "[Content_Types].xml"

_Parts = list[zipfile.ZipInfo]


def fault_in(data: bytes) -> str | None:
    """Why the workbook in `data` will not be opened, as a sentence that says what to do, or None."""
    if len(data) > MOST_BYTES:
        return f"The workbook is larger than {MOST_BYTES // 1_000_000} MB. Split it."
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            found = next((said for look, said in _LOOKS if look(parts)), None)
            return found or _kind_of(package)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError):
        return f"The workbook is damaged or cut short. {_NEW}"


def _too_many(parts: _Parts) -> bool:
    return len(parts) > MOST_PARTS


def _told_twice(parts: _Parts) -> bool:
    return len({part.filename for part in parts}) < len(parts)


def _leads_outside(parts: _Parts) -> bool:
    """A path out of the package, or a link: nothing is ever written, and neither is honest."""
    return any(
        part.filename.startswith("/")
        or "\\" in part.filename
        or ":" in part.filename
        or ".." in PurePosixPath(part.filename).parts
        or stat.S_ISLNK(part.external_attr >> 16)
        for part in parts
    )


def _locked(parts: _Parts) -> bool:
    return any(part.flag_bits & 1 for part in parts)


def _swells(parts: _Parts) -> bool:
    return sum(part.file_size for part in parts) > MOST_UNPACKED or any(
        part.file_size > max(_WORTH_A_RATIO, MOST_RATIO * part.compress_size) for part in parts
    )


def _has_macros(parts: _Parts) -> bool:
    return any(PurePosixPath(part.filename).name.lower() == "vbaproject.bin" for part in parts)


def _links_out(parts: _Parts) -> bool:
    return any(part.filename.lower().startswith("xl/externallinks/") for part in parts)


def _holds_others(parts: _Parts) -> bool:
    return any(
        "embeddings" in PurePosixPath(part.filename.lower()).parts
        or not part.filename.lower().endswith(_KNOWN)
        for part in parts
        if part.filename != "mimetype"
    )


_MACROS = "The workbook has macros. Save it as .xlsx, without macros, and try again."
_LOOKS: tuple[tuple[Callable[[_Parts], bool], str], ...] = (
    (_too_many, f"The workbook has over {MOST_PARTS} parts. {_NEW}"),
    (_told_twice, f"The workbook holds a part twice. {_NEW}"),
    (_leads_outside, f"The workbook names a place outside itself. {_NEW}"),
    (_locked, "The workbook has a password. Take it off and try again."),
    (_swells, f"The workbook grows too large when unpacked. {_NEW}"),
    (_has_macros, _MACROS),
    (_links_out, "The workbook has links to other files. Break the links, save and try again."),
    (_holds_others, f"The workbook holds another file. {_NEW}"),
)


def _kind_of(package: zipfile.ZipFile) -> str | None:
    names = set(package.namelist())
    if "mimetype" in names:
        return "This is an OpenDocument sheet. Save it as .xlsx or as “CSV UTF-8” and try again."
    if _CONTENT_TYPES not in names or "xl/workbook.xml" not in names:
        return "This is a packed file and no workbook. Unpack it and choose the table in it."
    with package.open(_CONTENT_TYPES) as part:
        types = part.read(200_000)
    return _MACROS if b"macroEnabled" in types else None
