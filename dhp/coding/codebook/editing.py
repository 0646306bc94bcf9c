"""What every change of the codebook shares: the open version, held, and the wordings that stand."""

from typing import Any

from sqlalchemy import select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import now
from dhp.coding.codebook.models import Code, CodebookVersion, CodeVersion
from dhp.coding.codebook.rules import VersionState, check_may_end
from dhp.coding.codebook.wording import Wording
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db


def hold_open() -> CodebookVersion:
    """The version open for changes, kept from others until the commit; raises `Refused`."""
    version = db.session.scalar(
        select(CodebookVersion)
        .where(CodebookVersion.state == VersionState.OPEN)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if version is None:
        raise Refused("No version of the codebook is open. Open a new version first.")
    return version


def standing(code: Code) -> CodeVersion | None:
    """The wording of `code` that stands in the newest version, the open one if there is one."""
    return db.session.scalar(
        select(CodeVersion)
        .where(CodeVersion.code_id == code.id, CodeVersion.until.is_(None))
        .execution_options(populate_existing=True)
    )


def put(
    code: Code, wording: Wording, version: CodebookVersion, reason: str, *, by: Actor
) -> CodeVersion:
    """Let `wording` stand from `version` on; what stood is given up or kept as it was published."""
    check_only_one(code, wording.label)
    texts = vars(wording) | {"types": " ".join(wording.types)}
    made = {"reason": reason, "worded_by": by.ref, "worded_at": now()}
    before = standing(code)
    if before is not None and before.since == version.number:  # nobody has used these words yet
        for name, value in (texts | made).items():
            setattr(before, name, value)
        db.session.flush()
        return before
    if before is not None:
        before.until = version.number
        db.session.flush()
    after = CodeVersion(code_id=code.id, since=version.number, **texts, **made)
    db.session.add(after)
    db.session.flush()
    return after


def end(
    code: Code, version: CodebookVersion, why: str, *, by: Actor, seen: str | None = None
) -> None:
    """Let `code` stand no longer from `version` on; what was published stays as it was.

    `seen` is the mark of the wording that the person read. Raises `Refused` while something lies
    under the code, and `Stale`.
    """
    wording = standing(code)
    check_may_end(stands=wording is not None, has_below=_has_below(code))
    if wording is not None:
        check_seen(wording, seen)
        wording.until = version.number
        wording.ending, wording.ended_by, wording.ended_at = why, by.ref, now()
        db.session.flush()


def check_seen(wording: CodeVersion, seen: str | None) -> None:
    """Raise `Stale` if the words are not those that a person saw."""
    if seen is not None and seen != f"{wording.id}.{wording.edits}":
        raise Stale(
            "Somebody else has changed this since you opened it. Nothing of yours was saved. Read "
            "what it says now, then try again."
        )


def tell(act: Act, code: Code, version: CodebookVersion, by: Actor, **facts: Any) -> None:
    """Write to the trail what was done to `code`."""
    trail.record(act, by=by, about=f"code-{code.ref}", version=version.number, **facts)


def check_only_one(code: Code, label: str) -> None:
    """Raise `DomainError` if an entry beside `code` has this label: they could not be told apart."""
    beside = (
        select(Code.ref, CodeVersion.label)
        .join(CodeVersion, CodeVersion.code_id == Code.id)
        .where(
            Code.parent_id.is_(None)
            if code.parent_id is None
            else Code.parent_id == code.parent_id,
            Code.id != code.id,
            CodeVersion.until.is_(None),
        )
        .order_by(Code.id)
    )
    for ref, other in db.session.execute(beside):
        if other.casefold() == label.casefold():
            raise DomainError(f"{ref} beside it has this label. Choose another.", "label")


def _has_below(code: Code) -> bool:
    statement = (
        select(CodeVersion.id)
        .join(Code, Code.id == CodeVersion.code_id)
        .where(Code.parent_id == code.id, CodeVersion.until.is_(None))
        .limit(1)
    )
    return db.session.scalar(statement) is not None
