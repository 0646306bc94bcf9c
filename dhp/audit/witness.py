"""What somebody kept outside the service, to compare the trail with: numbers, hashes, anchors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from dhp.audit.chain import Finding
from dhp.audit.models import TrailEvent
from dhp.extensions import db

_WRITTEN = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")
_IN_TEXT = re.compile(rf"(?<![0-9a-zA-Z]){_WRITTEN.pattern}(?![0-9a-zA-Z])")
_AT_ONCE = 500


@dataclass(frozen=True)
class Witness:
    """That the event numbered `seq` had `hash`, in hexadecimal, when somebody looked."""

    seq: int
    hash: str

    def __str__(self) -> str:
        """As it is printed and read again."""
        return f"{self.seq}:{self.hash}"


def read_witness(text: str) -> Witness:
    """Read "120:9f86…". Raises ValueError with what to do."""
    written = _WRITTEN.fullmatch(text.strip().lower())
    if written is None:
        raise ValueError("Give a witness as it was printed: a number, a colon, 64 characters.")
    return Witness(int(written[1]), written[2])


def witnesses_in(text: str) -> list[Witness]:
    """Every witness that a text holds, such as a saved receipt."""
    return [Witness(int(seq), digest) for seq, digest in _IN_TEXT.findall(text)]


def compare(finding: Finding, witnesses: Iterable[Witness]) -> Finding:
    """`finding` of a sound chain, or code 2 for the first witness that the chain contradicts.

    A chain that was hashed anew after a change is sound in itself; only a witness shows it.
    """
    given = sorted(set(witnesses), key=lambda one: (one.seq, one.hash))
    for start in range(0, len(given), _AT_ONCE):
        some = given[start : start + _AT_ONCE]
        statement = select(TrailEvent.seq, TrailEvent.hash).where(
            TrailEvent.seq.in_([witness.seq for witness in some])
        )
        kept = dict(db.session.execute(statement.order_by(TrailEvent.seq)).all())
        for witness in some:
            if witness.seq not in kept:
                message = f"Event {witness.seq} was witnessed and is not there any more."
                return replace(finding, code=2, message=message)
            if kept[witness.seq] != witness.hash:
                message = f"Event {witness.seq} is not the one that was witnessed."
                return replace(finding, code=2, message=message)
    return finding
