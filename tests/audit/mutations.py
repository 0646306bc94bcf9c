"""Six ways to tamper with a trail, each drawn by a seed; what R20 tries, in its quick and long form."""

import json
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import sqlalchemy as sa

from dhp.audit import anchors, trail
from dhp.audit.acts import Act
from dhp.audit.chain import LONG, canonical, event_hash, genesis_hash
from dhp.audit.models import TrailEvent, TrailHead, TrailList, TrailRepeat, TrailSubject
from dhp.audit.proof import Outside, prove
from dhp.audit.verifying import deployment
from dhp.audit.witness import Witness
from dhp.calendar import now
from dhp.extensions import db
from dhp.references import new_reference
from tests.audit.tampering import unguard

LENGTH = 40  # events of the trail that is tampered with
CONCERNED = (TrailRepeat, TrailList, TrailSubject)
PRIVATE, PUBLIC = anchors.new_key()


def long_trail():
    """A trail of some length, committed; every third event is of the same long list."""
    refs = [new_reference() for _ in range(LONG + 1)]
    for number in range(LENGTH):
        act = (Act.CASE_READ, Act.ANSWER_RECORDED, Act.CASES_LISTED)[number % 3]
        about = refs if act is Act.CASES_LISTED else new_reference()
        trail.record(act, by=trail.Command(ref=new_reference()), about=about)
        if number % 5 == 4:
            db.session.commit()
    db.session.commit()


def anchor():
    """An anchor over the present end, as the job writes it."""
    head = db.session.execute(sa.select(TrailHead.seq, TrailHead.hash)).one()
    return anchors.sign(deployment(), Witness(head.seq, head.hash), now(), PRIVATE)


def judged(*kept):
    """The code that verifying ends with, with anchors or without."""
    db.session.flush()
    db.session.expire_all()
    return prove(Outside(kept, (), [PUBLIC])).code


def flip(rng):
    """Change one bit of what is stored of an event: its body, its hash, or a column beside it."""
    event = at(rng)
    column = rng.choice(["body", "hash", "act", "actor", "at"])
    if column == "at":
        set_to(event, at=event.at + timedelta(seconds=rng.randint(1, 9)))
        return
    text = getattr(event, column)
    place = rng.randrange(len(text))
    flipped = chr(ord(text[place]) ^ 1)
    set_to(event, **{column: text[:place] + flipped + text[place + 1 :]})


def delete(rng):
    """Take one event away, or what it concerns."""
    event = at(rng)
    for table in CONCERNED:
        run(sa.delete(table).where(table.seq == event.seq))
    if rng.random() < 0.7:
        run(sa.delete(TrailEvent).where(TrailEvent.seq == event.seq))


def swap(rng):
    """Let two events change places."""
    first, second = at(rng), at(rng)
    while second.seq == first.seq:
        second = at(rng)
    names = ("at", "act", "actor", "body", "hash")
    one, other = ({name: getattr(e, name) for name in names} for e in (first, second))
    set_to(first, **other)
    set_to(second, **one)


def insert(rng):
    """Put a forged event among the others, or behind the last, with a hash that follows."""
    end = rng.random() < 0.3
    event = at(rng)
    seq = LENGTH + 1 if end else event.seq
    if not end:  # all later ones move on by one, with what they concern
        for table in CONCERNED:
            run(sa.delete(table))
        for moved in reversed(events_from(seq)):
            set_to(moved, seq=moved.seq + 1)
        head(LENGTH + 1, hash_of(LENGTH + 1))
    body = canonical({"seq": seq, "at": now().isoformat(), "act": "case.read", "actor": "x"})
    before = hash_of(seq - 1)
    row = {"seq": seq, "at": now(), "act": "case.read", "actor": "x", "body": body}
    run(sa.insert(TrailEvent).values(**row, hash=event_hash(seq, before, body)))


def truncate(rng):
    """Cut the end off, and let the head say what is left."""
    keep = rng.randint(0, LENGTH - 1)
    for table in CONCERNED:
        run(sa.delete(table).where(table.seq > keep))
    run(sa.delete(TrailEvent).where(TrailEvent.seq > keep))
    head(keep, hash_of(keep))


def rehash(rng):
    """Change an event and compute every hash after it anew, the head's too."""
    first = at(rng).seq
    before = hash_of(first - 1)
    for event in events_from(first):
        body = event.body
        actor = event.actor
        if event.seq == first:
            actor = "somebody-else"
            body = canonical(json.loads(body) | {"actor": actor})
        before = event_hash(event.seq, before, body)
        set_to(event, body=body, actor=actor, hash=before)
    head(LENGTH, before)


KINDS = {kind.__name__: kind for kind in (flip, delete, swap, insert, truncate, rehash)}
NEEDS_AN_ANCHOR = {"truncate", "rehash"}


@dataclass
class Tally:
    """Of how many tamperings how many were caught, with an anchor and without."""

    tried: int = 0
    caught: int = 0
    caught_alone: int = 0


def tampered(kind, seeds, kept):
    """Tamper once for each seed, in a transaction that is taken back, and count what is caught."""
    tally = Tally()
    for seed in seeds:
        unguard(db)
        KINDS[kind](Random(f"{kind} {seed}"))
        tally.tried += 1
        tally.caught += judged(kept) != 0
        tally.caught_alone += judged() != 0
        db.session.rollback()
    return tally


def run(statement):
    db.session.execute(statement.execution_options(synchronize_session=False))


def at(rng):
    seq = rng.randint(1, LENGTH)
    return db.session.execute(sa.select(TrailEvent.__table__).where(TrailEvent.seq == seq)).one()


def events_from(seq):
    table = TrailEvent.__table__
    return db.session.execute(
        sa.select(table).where(table.c.seq >= seq).order_by(table.c.seq)
    ).all()


def hash_of(seq):
    if seq == 0:
        return genesis_hash(db.session.scalar(sa.select(TrailHead.genesis)))
    return db.session.scalar(sa.select(TrailEvent.hash).where(TrailEvent.seq == seq))


def set_to(event, **values):
    run(sa.update(TrailEvent).where(TrailEvent.seq == event.seq).values(**values))


def head(seq, digest):
    run(sa.update(TrailHead).values(seq=seq, hash=digest))
