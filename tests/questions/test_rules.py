"""Every status is reachable and owned, and a move is made from where it starts only."""

import pytest

from dhp.accounts.roles import ROLES
from dhp.errors import Refused, Stale
from dhp.questions.rules import (
    ENDINGS,
    MOVES,
    NEXT,
    Closing,
    ReplyKind,
    Status,
    check_move,
    check_seen,
)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", MOVES)
def test_a_move_is_made_from_where_it_starts_and_from_nowhere_else(name, status):
    if status is MOVES[name].since:
        assert check_move(name, status) is MOVES[name]
    else:
        with pytest.raises(Refused, match=f"This question is {status.value}"):
            check_move(name, status)


def test_every_status_is_reached_and_somebody_acts_on_all_that_are_not_the_end():
    assert {move.to for move in MOVES.values()} | {Status.OPEN} == set(Status)
    started = {move.since for move in MOVES.values()}
    assert {status for status in Status if NEXT[status]} == started


def test_every_move_belongs_to_some_role():
    held = {permission for role in ROLES.values() for permission in role.permissions}

    assert {move.permission for move in MOVES.values()} <= held


def test_every_reason_to_end_belongs_to_one_move():
    reasons = [reason for move in MOVES.values() for reason in move.reasons]

    assert sorted(reasons) == sorted(Closing)
    assert all(reason in MOVES[name].reasons for reason, name in ENDINGS.items())


def test_every_status_kind_and_reason_has_words():
    assert all(word.label for words in (Status, ReplyKind, Closing) for word in words)


def test_a_version_that_is_not_the_present_one_is_stale():
    check_seen(3, 3)
    with pytest.raises(Stale, match="Nothing of yours was saved"):
        check_seen(2, 3)
