"""How long it takes to verify the trail, beside the bare hashing of as many bodies."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.appending import NewEvent, append
from dhp.audit.chain import canonical, event_hash
from dhp.audit.models import TrailHead
from dhp.audit.trail import Surroundings, _Pending
from dhp.audit.verifying import verify
from dhp.references import new_reference

EVENTS, AT_ONCE = 100_000, 5_000
A_MILLION_WITHIN = 60  # seconds of the processor
START = datetime(2026, 1, 1, tzinfo=UTC)
WHERE = Surroundings("page", "second factor", "9ee109ed0b80", "10.20.30.40", "0123456789ab")


@pytest.fixture
def long_trail(database):
    """A hundred thousand events, each about one or two things, in bodies as they are written."""
    head = database.session.execute(sa.select(TrailHead.seq, TrailHead.hash)).one()
    seq, before = head.seq, head.hash
    actors = [trail.Command(ref=new_reference(), role_name="coder") for _ in range(30)]
    for start in range(0, EVENTS, AT_ONCE):
        events, at = [], START + timedelta(minutes=start)
        for number in range(start, start + AT_ONCE):
            seq += 1
            about = tuple(new_reference() for _ in range(1 + number % 2))
            item = _Pending(Act.CASE_READ, actors[number % 30], about, {"force": "E23000001"})
            body = canonical(trail._body(item, seq, at, WHERE, back=False))
            before = event_hash(seq, before, body)
            events.append(NewEvent(seq, at, "case.read", item.actor.ref, body, before, about))
        append(database.session.connection(), events)
        database.session.commit()
    return [event.body for event in events]


def test_a_million_events_are_verified_within_a_minute(database, long_trail, capsys):
    began = time.process_time()
    finding = verify()
    took = time.process_time() - began
    began, before = time.process_time(), "0" * 64
    for body in long_trail:
        before = event_hash(1, before, body)
    floor = (time.process_time() - began) * EVENTS / AT_ONCE

    a_million = took * 1_000_000 / EVENTS
    with capsys.disabled():
        print(
            f"{EVENTS:,} events verified in {took:.1f} s of the processor, bare hashing "
            f"{floor:.1f} s; a million would take {a_million:.0f} s"
        )
    assert (finding.code, finding.events) == (0, EVENTS)
    assert a_million < A_MILLION_WITHIN
