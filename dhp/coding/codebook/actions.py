"""Changing single entries of the open version: defining, revising, retiring, bringing back."""

import re

from sqlalchemy import select, update

from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import now
from dhp.coding.codebook.editing import (
    check_only_one,
    check_seen,
    end,
    hold_open,
    put,
    standing,
    tell,
)
from dhp.coding.codebook.models import Code, CodebookVersion, CodeMapping, CodeVersion
from dhp.coding.codebook.rules import Level, MappingKind
from dhp.coding.codebook.wording import Wording, differing, reason_given, sound, words_of
from dhp.errors import DomainError, Refused
from dhp.extensions import db

REF = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{2,3}){0,2}")


def define(
    parent: Code | None, wording: Wording, *, by: Actor, ref: str = "", guid: str = ""
) -> Code:
    """Add an entry under `parent`, or a domain, to the open version.

    `ref` and `guid` are those of a codebook that comes from elsewhere; without them the next free
    reference and a new guid are taken. Raises `DomainError`.
    """
    return define_in(hold_open(), parent, wording, by=by, ref=ref, guid=guid)


def define_in(
    version: CodebookVersion,
    parent: Code | None,
    wording: Wording,
    *,
    by: Actor,
    ref: str = "",
    guid: str = "",
) -> Code:
    """As `define`, into the open `version` that the caller holds."""
    words = sound(wording)
    if parent is not None and (parent.level.below is None or standing(parent) is None):
        raise Refused("Nothing can be put under this. Choose a domain or a theme that is in use.")
    level = (parent.level.below if parent is not None else None) or Level.DOMAIN
    code = Code(level=level, parent_id=parent.id if parent else None, ref=_ref(parent, ref))
    if guid:
        code.guid = guid
    db.session.add(code)
    db.session.flush()
    put(code, words, version, "", by=by)
    tell(Act.CODE_DEFINED, code, version, by)
    return code


def revise(
    code: Code, wording: Wording, reason: str, *, by: Actor, seen: str | None = None
) -> None:
    """Give an entry other words from the open version on. What was published reads as it did.

    `seen` is the mark of the words that the person read. Raises `DomainError`, `Stale`, and
    `Refused` where the entry does not stand.
    """
    version, why, words = hold_open(), reason_given(reason), sound(wording)
    before = standing(code)
    if before is None:
        raise Refused("This is not in use in the open version. Bring it back first.")
    check_seen(before, seen)
    changed = differing(words_of(before), words)
    if not changed:
        raise DomainError("Nothing is different. Change the words, or leave them.", "definition")
    put(code, words, version, why, by=by)
    tell(Act.CODE_REVISED, code, version, by, parts=changed)


def retire(code: Code, reason: str, *, by: Actor, seen: str | None = None) -> None:
    """Let an entry stand no longer from the open version on. Every mark made with it stays.

    Raises `Refused` while something lies under it.
    """
    version, why = hold_open(), reason_given(reason)
    end(code, version, why, by=by, seen=seen)
    tell(Act.CODE_RETIRED, code, version, by)


def bring_back(code: Code, *, by: Actor) -> None:
    """Let an entry that stands no longer stand again, in its last words.

    Where it was merged or split in the open version, that is taken back; new parts of the split are
    given up. Raises `Refused` while what it lies under does not stand, and for what was tried and
    never in force.
    """
    version = hold_open()
    above = db.session.get(Code, code.parent_id) if code.parent_id else None
    if standing(code) is not None:
        raise Refused("This is in use already.")
    if above is not None and standing(above) is None:
        raise Refused("Bring back what it lies under first.")
    _take_back_ways(code, version)
    last = _ended_wording(code)
    if last.until == version.number:
        check_only_one(code, last.label)
        last.until = last.ending = last.ended_by = last.ended_at = None
        db.session.flush()
    else:
        put(code, words_of(last), version, "Brought back.", by=by)
    tell(Act.CODE_BROUGHT_BACK, code, version, by)


def _ref(parent: Code | None, asked: str) -> str:
    """The reference of a new entry: `asked`, if it fits and was never used, or the next free one."""
    above = parent.ref + "." if parent is not None else ""
    if asked:
        fits = REF.fullmatch(asked) and asked.startswith(above)
        if not fits or asked.count(".") != above.count("."):
            raise DomainError(f"{asked} does not fit where it lies.", "ref")
        if db.session.scalar(select(Code.id).where(Code.ref == asked)):
            raise DomainError(f"{asked} is or was another entry. Leave the reference blank.", "ref")
        return asked
    beside = Code.parent_id == parent.id if parent is not None else Code.parent_id.is_(None)
    used = db.session.scalars(select(Code.ref).where(beside).order_by(Code.id))
    following = max((int(ref.rpartition(".")[2]) for ref in used), default=0) + 1
    return f"{above}{following:02}" if parent is not None else str(following)


def _take_back_ways(code: Code, version: CodebookVersion) -> None:
    """Undo what the open version did with `code`."""
    ways = db.session.scalars(
        select(CodeMapping)
        .where(
            CodeMapping.from_code_id == code.id,
            CodeMapping.version == version.number,
            CodeMapping.undone_at.is_(None),
        )
        .order_by(CodeMapping.id)
    ).all()
    for way in ways:
        way.undone_at = now()
    parts = [way.to_code_id for way in ways if way.kind is MappingKind.SPLIT]
    db.session.execute(
        update(CodeVersion)
        .where(CodeVersion.code_id.in_(parts), CodeVersion.until.is_(None))
        .values(until=version.number)
    )
    db.session.flush()


def _ended_wording(code: Code) -> CodeVersion:
    """The words with which `code` was last retired, merged or split."""
    found = db.session.scalar(
        select(CodeVersion)
        .where(CodeVersion.code_id == code.id, CodeVersion.ended_at.is_not(None))
        .order_by(CodeVersion.since.desc(), CodeVersion.id.desc())
        .limit(1)
    )
    if found is None:
        raise Refused("This was never in force. Define it anew.")
    return found
