"""The whole proof of the trail: the walk, and everything kept outside that it must not contradict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from dhp.audit.anchors import Anchor, anchors_in, is_signed, stored
from dhp.audit.chain import Finding
from dhp.audit.verifying import Part, deployment, verify
from dhp.audit.witness import Witness, compare, witnesses_in

CANNOT_READ = 4


@dataclass(frozen=True)
class Outside:
    """What was kept outside: anchors to be checked by their keys, and bare witnesses."""

    anchors: Sequence[Anchor] = ()
    witnesses: Sequence[Witness] = ()
    public_keys: Sequence[str] = ()


def outside(
    folder: Path | None,
    receipts: Iterable[Path],
    witnesses: Iterable[Witness],
    public_keys: Sequence[str],
) -> Outside:
    """What a store of anchors, saved receipts and printed lines hold together.

    Raises ValueError with what to do for a file that proves nothing, OSError for one unreadable.
    """
    anchors, bare = list(stored(folder)) if folder else [], list(witnesses)
    if folder and not anchors:
        raise ValueError("There is no anchor in this folder. Check that it is the anchor store.")
    for path in receipts:
        text = path.read_text(encoding="utf-8", errors="replace")
        signed, plain = anchors_in(text), witnesses_in(text)
        if not signed and not plain:
            raise ValueError(
                f"{path.name} holds no seal. Save the whole page of the receipt, or its proof alone."
            )
        anchors += signed
        bare += plain
    return Outside(anchors, bare, public_keys)


def prove(kept: Outside, part: Part | None = None) -> Finding:
    """Verify the trail, then hold it against what was kept outside.

    Codes as `flask audit verify` ends with: 0 sound, 1 broken, 2 not as anchored, 3 a gap or a
    clock that went back unsaid, 4 cannot be read.
    """
    try:
        finding = verify(part)
        if finding.code != 0:
            return finding
        wrong = _foreign(kept, finding)
        if wrong is not None:
            return wrong
        witnesses = [*kept.witnesses, *(anchor.witness for anchor in kept.anchors)]
        finding = compare(finding, witnesses)
    except SQLAlchemyError as error:
        fault = type(getattr(error, "orig", None) or error).__name__
        return Finding(CANNOT_READ, f"The trail cannot be read ({fault}). Check the database.")
    return _told(finding, kept)


def _foreign(kept: Outside, finding: Finding) -> Finding | None:
    ours = deployment() if kept.anchors else ""
    for anchor in kept.anchors:
        if anchor.deployment != ours:
            return replace(
                finding,
                code=2,
                message=f"The anchor of event {anchor.seq} is of another trail than this one.",
            )
        if kept.public_keys and not is_signed(anchor, kept.public_keys):
            return replace(
                finding,
                code=2,
                message=f"The anchor of event {anchor.seq} does not bear our signature.",
            )
    return None


def _told(finding: Finding, kept: Outside) -> Finding:
    if finding.code != 0 or not (kept.anchors or kept.witnesses):
        return finding
    parts = [finding.message]
    if kept.anchors:
        number = len(kept.anchors)
        checked = (
            "" if kept.public_keys else "; their signatures were not checked, for want of a key"
        )
        parts.append(f"{number} {'anchor agrees' if number == 1 else 'anchors agree'}{checked}.")
    if kept.witnesses:
        number = len(kept.witnesses)
        parts.append(f"{number} {'witness agrees' if number == 1 else 'witnesses agree'}.")
    return replace(finding, message=" ".join(parts))
