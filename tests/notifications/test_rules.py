"""The table of moves: every status and every move, allowed or refused."""

import pytest

from dhp.accounts.permissions import Permission
from dhp.accounts.roles import ROLES
from dhp.errors import Refused
from dhp.notifications.rules import EDITABLE, MOVES, NEXT, Status, check_editable, check_move

ALLOWED = {
    (Status.DRAFT, "send"): Status.SENT,
    (Status.RETURNED, "send"): Status.SENT,
    (Status.SENT, "return"): Status.RETURNED,
    (Status.SENT, "accept"): Status.ACCEPTED,
    (Status.DRAFT, "withdraw"): Status.WITHDRAWN,
    (Status.SENT, "withdraw"): Status.WITHDRAWN,
    (Status.RETURNED, "withdraw"): Status.WITHDRAWN,
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("status", Status)
def test_a_move_is_allowed_or_refused_with_the_present_status(status, name):
    to = ALLOWED.get((status, name))
    if to is None:
        with pytest.raises(Refused) as refused:
            check_move(name, status)
        assert status.value in refused.value.message
    else:
        assert check_move(name, status).to is to


@pytest.mark.parametrize("status", Status)
def test_only_drafts_and_returned_ones_can_be_changed(status):
    if status in (Status.DRAFT, Status.RETURNED):
        check_editable(status)
    else:
        with pytest.raises(Refused):
            check_editable(status)


def test_every_status_can_be_reached_and_says_who_is_next():
    reached = {move.to for move in MOVES.values()} | {Status.DRAFT}

    assert reached == set(Status) == set(NEXT)
    assert all(
        bool(NEXT[status]) is any(status in move.since for move in MOVES.values())
        for status in Status
    )
    assert set(EDITABLE) == set(MOVES["send"].since)


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_move_belongs_to_the_force_or_to_the_unit_never_to_both(move):
    able = {role.name for role in ROLES.values() if move.permission in role.permissions}

    force = {r.name for r in ROLES.values() if Permission.NOTIFY in r.permissions}
    unit = {r.name for r in ROLES.values() if Permission.ACCEPT_NOTIFICATIONS in r.permissions}
    assert able in (force, unit)
    assert not force & unit
