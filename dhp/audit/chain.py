"""The bytes of an event and the hash that ties it to the one before. Pure; nothing is stored here.

An event's hash is SHA-256 over a domain byte, the format's version, its number, the hash before
it, and the length and bytes of its body.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_EVENT = b"\x01"
_VERSION = b"\x01"


def canonical(facts: Mapping[str, object]) -> str:
    """The one text of an event: sorted keys, no spaces, no floats."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def genesis_hash(statement: str) -> str:
    """The hash before the first event, in hexadecimal."""
    return hashlib.sha256(b"\x00" + statement.encode()).hexdigest()


def event_hash(seq: int, before: str, body: str) -> str:
    """The hash of event number `seq` with text `body`, after the event hashed `before`."""
    data = body.encode()
    parts = (_EVENT, _VERSION, seq.to_bytes(8), bytes.fromhex(before), len(data).to_bytes(8), data)
    return hashlib.sha256(b"".join(parts)).hexdigest()


@dataclass(frozen=True)
class Finding:
    """What a walk over the chain found. `code` is the exit code of `flask audit verify`."""

    code: int
    message: str
    events: int = 0
    head: str = ""


def walk(genesis: str, events: Iterable[tuple[int, str, str]], head: tuple[int, str]) -> Finding:
    """Check `events` (number, body, hash; in order) from `genesis` up to the stored `head`.

    0 sound; 1 a hash does not follow; 3 a number is missing or the head disagrees.
    """
    before, expected = genesis_hash(genesis), 0
    for seq, body, stored in events:
        expected += 1
        if seq != expected:
            return Finding(3, f"Event {expected} is missing: the next one found is {seq}.")
        if event_hash(seq, before, body) != stored:
            return Finding(1, f"The chain is broken at event {seq}.")
        before = stored
    if head != (expected, before):
        return Finding(3, f"The head says event {head[0]}, the last event found is {expected}.")
    return Finding(0, f"The trail is sound: {expected} events.", expected, before)
