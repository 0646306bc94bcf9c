"""Any text in a request is a fault with its field, or a text of the notice as it was meant."""

from datetime import date

import pytest

from dhp.exchange.api.notice import MEMBERS, Unsound, notice_in
from tests.exchange.test_hostile_text import plain
from tests.hostile import ALL
from tests.notifications.deaths import ANSWERS

PLACES = ("death.force_ref", "death.circumstances", "gap_reason")
TODAY = date(2026, 11, 21)


def tried(body):
    """The texts that would be sent, and the fields that are at fault."""
    try:
        notice = notice_in(body, today=TODAY)
    except Unsound as unsound:
        return {}, {fault.field for fault in unsound.faults}
    return dict(notice.texts) | {"gap_reason": notice.gap_reason}, set()


def try_turn(turn):
    """Each text in one of the places; another one at each turn."""
    sound = {"answers": ANSWERS, "gap_reason": "Early."}
    for number, text in enumerate(ALL):
        place = PLACES[(number + turn) % len(PLACES)]
        body = sound | ({place: text} if place in MEMBERS else {"answers": ANSWERS | {place: text}})

        texts, faults = tried(body)

        assert faults <= {place}, ascii(text)[:80]
        is_state = plain(text).startswith("[")
        assert faults or is_state or texts[place] == plain(text), ascii(text)[:80]


def test_every_text_is_sent_as_it_was_meant_or_is_at_fault_where_it_stands():
    try_turn(0)


@pytest.mark.parametrize("text", ALL[:: len(ALL) // 40], ids=range(len(ALL[:: len(ALL) // 40])))
def test_a_strange_name_of_a_column_or_a_member_is_named_and_changes_nothing(text):
    for body in ({"answers": ANSWERS | {text: "x"}}, {"answers": ANSWERS, text: 1}):
        _texts, faults = tried(body)

        assert len(faults) == 1
