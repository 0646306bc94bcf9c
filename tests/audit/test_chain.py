import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.audit.chain import MANY, Stored, Walk, canonical, digest_of, event_hash, genesis_hash

GENESIS = genesis_hash("Trail of the tests")
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def sealed(seq, before, *, at=None, refs=("A",), **more):
    """An event whose columns agree with its body, sealed after the event hashed `before`."""
    instant = at or START + timedelta(minutes=seq)
    facts = {"seq": seq, "at": instant.isoformat(), "act": "case.read", "actor": "me"}
    facts |= {"about": list(refs)} | more
    body = canonical({name: value for name, value in facts.items() if value is not None})
    digest = event_hash(seq, before, body)
    return Stored(seq, body, digest, instant, "case.read", "me", frozenset(refs))


def chain(length=5, **more):
    events, before = [], GENESIS
    for seq in range(1, length + 1):
        events.append(sealed(seq, before, **more))
        before = events[-1].hash
    return events


def wrong(events):
    return Walk(0, GENESIS).over(events)


def test_a_sound_chain_has_nothing_wrong_and_the_walk_ends_at_its_last_event():
    events, walk = chain(), Walk(0, GENESIS)

    assert walk.over(events) is None
    assert (walk.seq, walk.hash) == (5, events[-1].hash)


def test_an_event_of_the_first_form_still_verifies():
    body = '{"about":["A"],"act":"case.read","actor":"me","at":"2026-03-01T09:00:00+00:00","seq":1}'
    kept = "1273c495968852cee13a5bd758749c21"  # the first half of its hash, as then computed
    event = sealed(1, GENESIS, at=START)

    assert event.body == body
    assert event.hash[:32] == kept
    assert wrong([event]) is None


@given(at=st.integers(0, 4), place=st.integers(0, 100), to=st.characters(codec="utf-8"))
def test_a_changed_character_is_caught(at, place, to):
    events = chain()
    body = events[at].body
    place %= len(body)
    changed = body[:place] + to + body[place + 1 :]
    events[at] = replace(events[at], body=changed)

    finding = wrong(events)

    assert (finding is None) == (changed == body)


def test_two_bodies_swapped_are_caught():
    events = chain()
    second, third = events[1], events[2]
    events[1:3] = [replace(second, body=third.body), replace(third, body=second.body)]

    assert wrong(events).message == "The chain is broken at event 2."


@pytest.mark.parametrize("at", range(4))
def test_a_deleted_event_is_missed(at):
    events = chain()
    del events[at]

    finding = wrong(events)

    assert finding.code == 3
    assert f"Event {at + 1} is missing" in finding.message


def test_an_inserted_event_is_caught():
    events = chain()
    events.insert(2, sealed(2, events[1].hash, forged=True))

    assert wrong(events).code == 3


def test_another_beginning_breaks_the_chain_at_once():
    found = Walk(0, genesis_hash("Trail of another service")).over(chain())

    assert found.message == "The chain is broken at event 1."


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "somebody else"},
        {"act": "case.listed"},
        {"at": START - timedelta(days=1)},
        {"refs": frozenset()},
        {"refs": frozenset({"A", "B"})},
    ],
)
def test_what_is_kept_beside_an_event_must_be_what_was_sealed(change):
    events = chain()
    events[2] = replace(events[2], **change)

    finding = wrong(events)

    assert (finding.code, "beside event 3" in finding.message) == (1, True)


def test_a_body_that_is_none_is_caught_though_it_was_sealed():
    body = "nothing"
    event = replace(chain(1)[0], body=body, hash=event_hash(1, GENESIS, body))

    assert wrong([event]).code == 1


def test_many_things_are_known_by_their_digest():
    refs = [f"R{number}" for number in range(MANY + 1)]
    event = sealed(1, GENESIS, refs=refs, about=None, ids=digest_of(reversed(refs)))

    assert "R7" not in event.body
    assert wrong([event]) is None
    assert wrong([replace(event, refs=event.refs - {"R7"})]).code == 1


def test_a_clock_that_went_back_unsaid_is_caught():
    first = sealed(1, GENESIS, v=2)
    later = sealed(2, first.hash, at=START, v=2)
    said = sealed(2, first.hash, at=START, v=2, clock="back")

    assert wrong([first, later]).message == "The clock went back at event 2, and nothing says so."
    assert wrong([first, said]) is None


def test_the_text_of_an_event_does_not_depend_on_the_order_of_its_facts():
    assert canonical({"b": 1, "a": ["é"]}) == canonical({"a": ["é"], "b": 1}) == '{"a":["é"],"b":1}'


def test_a_body_can_be_read_again():
    assert json.loads(canonical({"about": ["é"]})) == {"about": ["é"]}
