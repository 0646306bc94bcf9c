"""Taking a file's entries into the open version: all of them or none, nothing moved or ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.coding.codebook import csv_file, qdc_file
from dhp.coding.codebook.actions import define_in
from dhp.coding.codebook.editing import hold_open, put, standing, tell
from dhp.coding.codebook.models import Code, CodebookVersion
from dhp.coding.codebook.rows import MOST_BYTES, Row
from dhp.coding.codebook.wording import differing, sound, words_of
from dhp.errors import DomainError, Refused
from dhp.extensions import db

_REASON = "Imported from a file."


@dataclass
class Taken:
    """How many entries of a file were new, how many had other words, and how many were the same."""

    new: int = 0
    revised: int = 0
    same: int = 0


@dataclass
class _Known:
    """The entries so far, by reference and by guid; entries of the file join as they are taken."""

    by_ref: dict[str, Code] = field(default_factory=dict)
    by_guid: dict[str, Code] = field(default_factory=dict)

    def add(self, code: Code) -> None:
        self.by_ref[code.ref] = code
        self.by_guid[code.guid.casefold()] = code


def rows_in(data: bytes) -> list[Row]:
    """The entries in a file of either kind, told apart by what it holds; raises `DomainError`."""
    if len(data) > MOST_BYTES:
        raise DomainError(f"The file is larger than {MOST_BYTES // 1_000_000} MB.", "file")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return qdc_file.read(data)
    return csv_file.read(data)


def take_in(rows: Sequence[Row], *, by: Actor) -> Taken:
    """Bring the open version's words in line with `rows`: new entries in, other words revised.

    What the file does not name stays as it is: nothing ends because a row is missing. Raises
    `DomainError` naming the row; the caller then keeps nothing.
    """
    version, known, taken = hold_open(), _Known(), Taken()
    for code in db.session.scalars(select(Code).order_by(Code.id)):
        known.add(code)
    if not rows:
        raise DomainError("The file holds no entry.", "file")
    for row in rows:
        try:
            _take(row, known, version, taken, by)
        except DomainError as error:
            raise DomainError(f"{row.where}: {error.message}", "file") from error
    number = f"codebook-{version.number}"
    trail.record(Act.CODEBOOK_IMPORTED, by=by, about=number, new=taken.new, revised=taken.revised)
    return taken


def _take(row: Row, known: _Known, version: CodebookVersion, taken: Taken, by: Actor) -> None:
    parent = _parent(row, known)
    code = _matching(row, known)
    words = sound(row.wording)
    if code is None:
        known.add(define_in(version, parent, words, by=by, ref=row.ref, guid=row.guid))
        taken.new += 1
        return
    if code.parent_id != (parent.id if parent else None):
        raise DomainError(f"{code.ref} lies elsewhere here. An entry cannot move.")
    before = standing(code)
    if before is None:
        raise Refused(f"{code.ref} is not in use. Bring it back first, or leave the row out.")
    changed = differing(words_of(before), words)
    if not changed:
        taken.same += 1
        return
    put(code, words, version, _REASON, by=by)
    tell(Act.CODE_REVISED, code, version, by, parts=changed)
    taken.revised += 1


def _parent(row: Row, known: _Known) -> Code | None:
    if not row.parent:
        return None
    found = known.by_ref.get(row.parent) or known.by_guid.get(row.parent.casefold())
    if found is None:
        raise DomainError(f"Its parent {row.parent} is not there. Put the parent’s row before it.")
    return found


def _matching(row: Row, known: _Known) -> Code | None:
    """The entry that the row is about: by its guid, else by its reference; raises on a conflict."""
    by_guid = known.by_guid.get(row.guid.casefold()) if row.guid else None
    by_ref = known.by_ref.get(row.ref) if row.ref else None
    if by_guid is not None:
        if row.ref and by_guid.ref != row.ref:
            raise DomainError(f"Its guid is that of {by_guid.ref} here.")
        return by_guid
    if by_ref is not None and row.guid:
        raise DomainError(f"{row.ref} is another entry here. Leave its reference blank.")
    return by_ref
