"""The bytes of an event and the hash that ties it to the one before. Pure; nothing is stored here.

An event's hash is SHA-256 over a domain byte, the layout's version, its number, the hash before
it, and the length and bytes of its body as stored. A body says its own form in `v`; one without is
of the first form. Old bodies are never written anew, so they verify as they always did.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

_EVENT = b"\x01"
_LAYOUT = b"\x01"
FORM = 2  # of the bodies written now
LONG = 10  # things concerned, above which they are written once for all events of the same ones
MANY = 100  # things concerned, above which a body keeps their number and digest, not their names
BACK = "back"  # the mark of an event whose clock stood before that of the event before it


def canonical(facts: Mapping[str, object]) -> str:
    """The one text of an event: sorted keys, no spaces, no floats."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def genesis_hash(statement: str) -> str:
    """The hash before the first event, in hexadecimal."""
    return hashlib.sha256(b"\x00" + statement.encode()).hexdigest()


def event_hash(seq: int, before: str, body: str) -> str:
    """The hash of event number `seq` with text `body`, after the event hashed `before`."""
    data = body.encode()
    parts = (_EVENT, _LAYOUT, seq.to_bytes(8), bytes.fromhex(before), len(data).to_bytes(8), data)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def digest_of(refs: Iterable[str]) -> str:
    """The digest of the references that one event concerns, whatever their order."""
    return hashlib.sha256("\n".join(sorted(set(refs))).encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """What a walk over the chain found. `code` is the exit code of `flask audit verify`."""

    code: int
    message: str
    events: int = 0
    head: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as its rows hold it: the hashed body, and what the columns beside it repeat."""

    seq: int
    body: str
    hash: str
    at: datetime
    act: str
    actor: str
    refs: frozenset[str]


def walk(genesis: str, events: Iterable[tuple[int, str, str]], head: tuple[int, str]) -> Finding:
    """Follow the hashes of `events` (number, body, hash; in order) from `genesis` to `head`.

    For a copy of the trail that lies in no database: what is kept beside the bodies is not looked
    at. 0 sound; 1 a hash does not follow; 3 a number is missing or the head disagrees.
    """
    seq, before = 0, genesis_hash(genesis)
    for event in events:
        wrong = _not_next(seq, before, event)
        if wrong is not None:
            return wrong
        seq, before = event[0], event[2]
    if head != (seq, before):
        return Finding(3, f"The head says event {head[0]}, the last event found is {seq}.")
    return Finding(0, f"The trail is sound: {seq} events.", seq, before)


@dataclass
class Walk:
    """A walk along the chain, event by event, from the one numbered `seq` and hashed `hash`."""

    seq: int
    hash: str
    at: datetime | None = None

    def over(self, events: Iterable[Stored]) -> Finding | None:
        """What is wrong with the first event that is; None where all follow. Keeps where it is.

        1 a hash does not follow, or a column denies the body; 3 a number is missing, or the clock
        went back and the event does not say so.
        """
        for event in events:
            wrong = _not_next(self.seq, self.hash, (event.seq, event.body, event.hash))
            if wrong is not None:
                return wrong
            facts = _facts(event.body)
            if not _says_the_same(event, facts):
                return Finding(
                    1, f"What is kept beside event {event.seq} is not what was sealed in it."
                )
            if self._went_back(event, facts):
                return Finding(3, f"The clock went back at event {event.seq}, and nothing says so.")
            self.seq, self.hash, self.at = event.seq, event.hash, event.at
        return None

    def _went_back(self, event: Stored, facts: Mapping[str, object]) -> bool:
        if "v" not in facts or self.at is None or event.at >= self.at:
            return False
        return facts.get("clock") != BACK


def _not_next(seq: int, before: str, event: tuple[int, str, str]) -> Finding | None:
    """What is wrong with `event` (number, body, hash) as the one after number `seq`."""
    number, body, stored = event
    if number != seq + 1:
        return Finding(3, f"Event {seq + 1} is missing: the next one found is {number}.")
    if event_hash(number, before, body) != stored:
        return Finding(1, f"The chain is broken at event {number}.")
    return None


def _facts(body: str) -> Mapping[str, object]:
    """What a body says; nothing where somebody sealed what is no body."""
    try:
        facts = json.loads(body)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _says_the_same(event: Stored, facts: Mapping[str, object]) -> bool:
    told = (facts.get("seq"), facts.get("act"), facts.get("actor"), _instant(facts.get("at")))
    if told != (event.seq, event.act, event.actor, event.at):
        return False
    if "ids" in facts:
        return facts["ids"] == digest_of(event.refs)
    named = facts.get("about")
    return isinstance(named, list) and event.refs == frozenset(named)


def _instant(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
