"""What somebody kept outside the service: the number and hash of an event, to compare later."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from dhp.audit.chain import Finding
from dhp.audit.models import TrailEvent
from dhp.extensions import db

_WRITTEN = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True)
class Witness:
    """That the event numbered `seq` had `hash`, in hexadecimal, when somebody looked."""

    seq: int
    hash: str


def read_witness(text: str) -> Witness:
    """Read "120:9f86…". Raises ValueError with what to do."""
    written = _WRITTEN.fullmatch(text.strip().lower())
    if written is None:
        raise ValueError("Give a witness as it was printed: a number, a colon, 64 characters.")
    return Witness(int(written[1]), written[2])


def compare(finding: Finding, witnesses: Iterable[Witness]) -> Finding:
    """`finding` of a sound chain, or code 2 for the first witness that the chain contradicts.

    A chain that was hashed anew after a change is sound in itself; only a witness shows it.
    """
    for witness in witnesses:
        found = db.session.scalar(select(TrailEvent.hash).where(TrailEvent.seq == witness.seq))
        if found is None:
            message = f"Event {witness.seq} was witnessed and is not there any more."
            return replace(finding, code=2, message=message)
        if found != witness.hash:
            message = f"Event {witness.seq} is not the one that was witnessed."
            return replace(finding, code=2, message=message)
    return finding
