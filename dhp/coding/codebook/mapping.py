"""Joining and dividing codes in the open version: a mapping beside the marks, never a rewrite."""

from collections.abc import Sequence

from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.coding.codebook.actions import define_in
from dhp.coding.codebook.editing import end, hold_open, standing, tell
from dhp.coding.codebook.models import Code, CodebookVersion, CodeMapping
from dhp.coding.codebook.rules import MappingKind
from dhp.coding.codebook.wording import Wording, reason_given
from dhp.errors import DomainError, Refused
from dhp.extensions import db


def merge(code: Code, into: Code, reason: str, *, by: Actor, seen: str | None = None) -> None:
    """From the open version on, read what is marked with `code` as `into`. No mark is touched.

    Raises `DomainError` unless both are of one level and stand, with nothing left under `code`.
    """
    version, why = hold_open(), reason_given(reason)
    if into.id == code.id or into.level is not code.level or standing(into) is None:
        raise DomainError(f"Choose another {code.level.value} that is in use.", "into")
    end(code, version, why, by=by, seen=seen)
    _lead(code, into, MappingKind.MERGE, version, why, by)
    tell(Act.CODES_MERGED, code, version, by, into=into.ref)


def split(
    code: Code, parts: Sequence[Wording], reason: str, *, by: Actor, seen: str | None = None
) -> list[Code]:
    """Put new entries in the place of `code`; its marks wait for a person to choose among them.

    Gives the new entries. Raises `DomainError` for fewer than two parts, and `Refused` while
    something lies under `code`.
    """
    version, why = hold_open(), reason_given(reason)
    if len(parts) < 2:
        raise DomainError("Write at least two parts. To change one code, revise it.", "reason")
    above = db.session.get(Code, code.parent_id) if code.parent_id else None
    with db.session.begin_nested():  # a part that is refused must leave `code` as it was
        end(code, version, why, by=by, seen=seen)
        made = [define_in(version, above, part, by=by) for part in parts]
    for part in made:
        _lead(code, part, MappingKind.SPLIT, version, why, by)
    tell(Act.CODE_SPLIT, code, version, by, into=[part.ref for part in made])
    return made


def _lead(
    code: Code, to: Code, kind: MappingKind, version: CodebookVersion, why: str, by: Actor
) -> None:
    if code.id == to.id:
        raise Refused("A code cannot lead to itself.")
    way = CodeMapping(
        kind=kind,
        from_code_id=code.id,
        to_code_id=to.id,
        version=version.number,
        reason=why,
        mapped_by=by.ref,
    )
    db.session.add(way)
    db.session.flush()
