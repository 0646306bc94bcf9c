"""Verifying the trail as it lies in the database: the chain, its head, and what is kept beside it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from dhp.audit.chain import Finding, Stored, Walk, genesis_hash
from dhp.audit.models import TrailEvent, TrailHead, TrailRepeat, TrailSubject
from dhp.extensions import db

_AT_ONCE = 2000  # events
TAIL = 1000  # events looked at when the service starts


@dataclass(frozen=True)
class Part:
    """Which events to verify, by number: from `first` to `last`, both included; None is no bound."""

    first: int | None = None
    last: int | None = None


def verify(part: Part | None = None) -> Finding:
    """Walk the chain, or a part of it, and compare the end with the head.

    A part is judged by the hash stored before it, so it says nothing of what lies earlier.
    """
    wanted = part or Part()
    head = db.session.get(TrailHead, 1, populate_existing=True)
    if head is None:
        return Finding(4, "The trail has no head row. Restore the database from a backup.")
    last = head.seq if wanted.last is None else min(wanted.last, head.seq)
    walk = _start(head, wanted.first or 1)
    if walk is None:
        return Finding(3, f"Event {(wanted.first or 1) - 1} is missing.")
    first = walk.seq + 1
    for events in _events(first, last):
        wrong = walk.over(events)
        if wrong is not None:
            return wrong
    return _wrong_end(walk, head, last) or Finding(
        0, _sound(first, last, whole=first == 1 and last == head.seq), walk.seq, walk.hash
    )


def verify_tail(count: int = TAIL) -> Finding:
    """Walk the last `count` events: cheap enough for every start of the service."""
    seq = db.session.scalar(select(TrailHead.seq)) or 0
    return verify(Part(first=max(1, seq - count + 1)))


def deployment() -> str:
    """What names this trail among all others: the first half of the hash of its beginning."""
    return genesis_hash(db.session.get_one(TrailHead, 1).genesis)[:32]


def _start(head: TrailHead, first: int) -> Walk | None:
    if first <= 1:
        return Walk(0, genesis_hash(head.genesis))
    before = db.session.get(TrailEvent, first - 1)
    return None if before is None else Walk(before.seq, before.hash, before.at)


def _wrong_end(walk: Walk, head: TrailHead, last: int) -> Finding | None:
    if walk.seq != last:
        return Finding(3, f"The head says event {last}, the last event found is {walk.seq}.")
    if last == head.seq and walk.hash != head.hash:
        return Finding(3, f"The head does not hold the hash of event {last}.")
    # One statement, so that what is written meanwhile is in both or in neither.
    counted = select(
        select(func.min(TrailEvent.seq)).scalar_subquery().label("lowest"),
        select(func.max(TrailEvent.seq)).scalar_subquery().label("highest"),
        select(TrailHead.seq).where(TrailHead.id == 1).scalar_subquery().label("head"),
    )
    found = db.session.execute(counted).one()
    if found.lowest is not None and found.lowest < 1:
        return Finding(3, f"There is an event {found.lowest}, before the first one.")
    if (found.highest or 0) > (found.head or 0):
        return Finding(3, f"There is an event {found.highest} behind the head.")
    return None


def _events(first: int, last: int) -> Iterator[list[Stored]]:
    for start in range(first, last + 1, _AT_ONCE):
        end = min(start + _AT_ONCE - 1, last)
        yield _some(start, end)


def _some(first: int, last: int) -> list[Stored]:
    refs: dict[int, set[str]] = defaultdict(set)
    said = select(TrailSubject.seq, TrailSubject.ref).where(TrailSubject.seq.between(first, last))
    repeated = (
        select(TrailRepeat.seq, TrailSubject.ref)
        .join(TrailSubject, TrailSubject.seq == TrailRepeat.first_seq)
        .where(TrailRepeat.seq.between(first, last))
    )
    for seq, ref in db.session.execute(said.union_all(repeated)):
        refs[seq].add(ref)
    event = TrailEvent
    columns = select(event.seq, event.body, event.hash, event.at, event.act, event.actor)
    rows = db.session.execute(columns.where(event.seq.between(first, last)).order_by(event.seq))
    none: frozenset[str] = frozenset()
    return [Stored(*row, frozenset(refs[row[0]]) if row[0] in refs else none) for row in rows]


def _sound(first: int, last: int, *, whole: bool) -> str:
    if whole:
        return f"The trail is sound: {last} events."
    return f"This part of the trail is sound: events {first} to {last}."
