"""Clocks, moves, overdue days, likeness and codes: what needs no database."""

from datetime import date

import pytest

from dhp.errors import DomainError, Refused
from dhp.learning.codes import code_refs, code_words
from dhp.learning.likeness import LEAST, likeness
from dhp.learning.rules import (
    MOVES,
    SETTLED,
    UNSETTLED,
    AlertStatus,
    Stage,
    Status,
    check_alert_move,
    check_second_person,
    clock_words,
    days_overdue,
)
from tests.learning.conftest import AGAIN, HISTORY

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("sent", "on", "words"),
    [
        (None, 1, "Day 0 of 7"),
        (None, 4, "Day 3 of 7"),
        (None, 8, "Due today"),
        (None, 9, "1 day late"),
        (None, 18, "10 days late"),
        (5, 30, "Sent after 4 days"),
        (8, 30, "Sent after 7 days"),
        (2, 30, "Sent after 1 day"),
        (11, 30, "Sent after 10 days, 3 days late"),
    ],
)
def test_the_clock_of_an_alert_runs_from_the_day_of_learning(sent, on, words):
    day = MARCH.replace(day=sent) if sent else None

    assert clock_words(MARCH, day, MARCH.replace(day=on)) == words


@pytest.mark.parametrize("status", AlertStatus)
@pytest.mark.parametrize("name", MOVES)
def test_an_alert_moves_only_from_where_a_move_begins(name, status):
    if status in MOVES[name].since:
        assert check_alert_move(name, status) is MOVES[name]
    else:
        with pytest.raises(Refused, match=status.value):
            check_alert_move(name, status)


def test_every_alert_status_is_reached_and_only_a_withdrawn_one_is_the_end():
    reached = {move.to for move in MOVES.values()}
    ends = set(AlertStatus) - {since for move in MOVES.values() for since in move.since}

    assert reached == set(AlertStatus)
    assert ends == {AlertStatus.WITHDRAWN}


def test_nothing_is_sent_but_what_was_checked():
    assert MOVES["send"].since == (AlertStatus.CHECKED,)
    assert MOVES["change"].to is AlertStatus.DRAFT
    with pytest.raises(Refused, match="another person"):
        check_second_person("A", "A")


def test_every_status_is_settled_or_can_be_overdue():
    assert set(SETTLED) | set(UNSETTLED) == set(Status)
    assert not set(SETTLED) & set(UNSETTLED)
    assert len({status.symbol for status in Status}) == len(Status)


@pytest.mark.parametrize(
    ("stage", "status", "day", "days"),
    [
        (Stage.ISSUED, Status.ISSUED, 2, 1),
        (Stage.ISSUED, Status.IN_PROGRESS, 31, 30),
        (Stage.ISSUED, Status.ISSUED, 1, 0),
        (Stage.ISSUED, Status.DONE, 31, 0),
        (Stage.ISSUED, Status.NOT_ACCEPTED, 31, 0),
        (Stage.CLOSED, Status.ISSUED, 31, 0),
        (Stage.DRAFT, Status.ISSUED, 31, 0),
    ],
)
def test_only_what_was_issued_and_is_unsettled_is_overdue(stage, status, day, days):
    assert days_overdue(MARCH, MARCH.replace(day=day), stage, status) == days


OTHERS = (
    (
        "Use a risk tool that fits abuse of parents. Assessment of abuse between adult children and "
        "parents uses questions made for it."
    ),
    (
        "Signpost suicide prevention with winter campaigns. Campaigns at New Year tell people where to "
        "find help."
    ),
    "Train call handlers to recognise coercive control. Training covers the words that callers use.",
    "Supervise every case in which a threat to kill is recorded within 24 hours.",
)


def test_the_same_advice_in_other_words_is_recognised():
    assert likeness(" ".join(HISTORY), " ".join(AGAIN)) >= LEAST
    assert likeness(" ".join(AGAIN), " ".join(HISTORY)) >= LEAST
    assert likeness(" ".join(HISTORY), " ".join(HISTORY)) == 100


@pytest.mark.parametrize("other", OTHERS)
def test_other_advice_is_not_taken_for_it(other):
    assert likeness(" ".join(HISTORY), other) < LEAST / 2
    assert likeness(" ".join(AGAIN), other) < LEAST / 2


@pytest.mark.parametrize("text", ["", "police", "the and for", "Review. Ensure."])
def test_words_that_stand_everywhere_say_nothing(text):
    assert likeness(text, text) == 0


def test_codes_are_read_as_typed_and_each_once():
    assert code_refs(" 5.07, 5.03;5.03\n10.1 ", {}) == ["10.1", "5.03", "5.07"]
    assert code_refs("", {"5.03": "Voice"}) == []


@pytest.mark.parametrize(
    ("typed", "known"), [("5.03 ../x", {}), ("5.99", {"5.03": "Voice"}), ("x" * 21, {})]
)
def test_what_is_no_code_is_refused(typed, known):
    with pytest.raises(DomainError) as refused:
        code_refs(typed, known)

    assert refused.value.field == "codes"


def test_codes_have_labels_where_somebody_names_them():
    assert code_words(["5.03", "9.01"], {"5.03": "Voice of the victim"}) == [
        "5.03 Voice of the victim",
        "9.01",
    ]
