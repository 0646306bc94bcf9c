import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhp.audit.chain import canonical, event_hash, genesis_hash, walk

GENESIS = "Trail of the tests"
BODIES = [f'{{"seq":{n}}}' for n in range(1, 6)]


def chain(bodies):
    events, before = [], genesis_hash(GENESIS)
    for seq, body in enumerate(bodies, start=1):
        before = event_hash(seq, before, body)
        events.append((seq, body, before))
    return events


def head_of(events):
    return (events[-1][0], events[-1][2]) if events else (0, genesis_hash(GENESIS))


def test_a_sound_chain_is_sound():
    events = chain(BODIES)

    finding = walk(GENESIS, events, head_of(events))

    assert (finding.code, finding.events, finding.head) == (0, 5, events[-1][2])


def test_an_empty_chain_is_sound():
    assert walk(GENESIS, [], head_of([])).code == 0


@given(at=st.integers(0, 4), place=st.integers(0, 100), to=st.characters(codec="utf-8"))
def test_a_changed_character_is_caught(at, place, to):
    events = chain(BODIES)
    seq, body, kept = events[at]
    place %= len(body)
    changed = body[:place] + to + body[place + 1 :]
    events[at] = (seq, changed, kept)

    finding = walk(GENESIS, events, head_of(events))

    assert finding.code == (0 if changed == body else 1)


def test_two_bodies_swapped_are_caught():
    events = chain(BODIES)
    second, third = events[1], events[2]
    events[1:3] = [(2, third[1], third[2]), (3, second[1], second[2])]

    assert walk(GENESIS, events, head_of(events)).message == "The chain is broken at event 2."


@pytest.mark.parametrize("at", range(4))
def test_a_deleted_event_is_missed(at):
    events = chain(BODIES)
    head = head_of(events)
    del events[at]

    finding = walk(GENESIS, events, head)

    assert finding.code == 3
    assert f"Event {at + 1} is missing" in finding.message


def test_a_last_event_that_was_cut_off_is_missed():
    events = chain(BODIES)

    assert walk(GENESIS, events[:-1], head_of(events)).code == 3


def test_an_inserted_event_is_caught():
    events = chain(BODIES)
    events.insert(2, (2, '{"seq":2,"forged":true}', events[1][2]))

    assert walk(GENESIS, events, head_of(chain(BODIES))).code != 0


def test_a_chain_that_was_computed_anew_does_not_meet_its_head():
    forged = chain([*BODIES[:2], '{"seq":3,"forged":true}', *BODIES[3:]])

    assert walk(GENESIS, forged, head_of(chain(BODIES))).code == 3


def test_another_beginning_breaks_the_chain_at_once():
    events = chain(BODIES)

    finding = walk("Trail of another service", events, head_of(events))

    assert finding.message == "The chain is broken at event 1."


def test_the_text_of_an_event_does_not_depend_on_the_order_of_its_facts():
    assert canonical({"b": 1, "a": ["é"]}) == canonical({"a": ["é"], "b": 1}) == '{"a":["é"],"b":1}'
