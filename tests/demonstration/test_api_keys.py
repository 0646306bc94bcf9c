"""The invented key of one force’s system."""

import sqlalchemy as sa

from dhp.accounts.api_keys.models import ApiKey
from dhp.accounts.api_keys.queries import keys
from dhp.accounts.api_keys.rules import KeyState, state_of
from dhp.accounts.forces import load_forces
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.demonstration.api_keys import invent_key


def test_one_force_has_a_key_and_the_one_before_it_runs_out(database):
    load_forces(database.session())

    invent_key()
    database.session.commit()

    present, before = keys()
    assert {key.client.force_code for key in (present, before)} == {"E23000032"}
    assert before.expires_at < present.expires_at
    assert [state_of(key, now()) for key in (present, before)] == [KeyState.IN_USE] * 2


def test_a_second_history_leaves_no_more_keys_in_use_than_a_system_may_have(database):
    load_forces(database.session())

    for _ in range(2):
        invent_key()
        database.session.commit()

    bodies = " ".join(database.session.scalars(sa.select(TrailEvent.body)))
    assert database.session.scalar(sa.select(sa.func.count()).select_from(ApiKey)) == 4
    assert "dhp_" not in bodies
