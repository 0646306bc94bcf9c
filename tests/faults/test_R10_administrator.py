"""R10, the accounts: an administrator reaches no death, by whatever sequence of acts."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from dhp.accounts import approvals, rules
from dhp.accounts.permissions import RoleName
from tests.accounts.administering import machine_for
from tests.accounts.people import sign_in_as
from tests.harness.examples import tries
from tests.journeys.world import world_built
from tests.notifications.deaths import ANSWERS

pytestmark = [pytest.mark.faults, pytest.mark.database, pytest.mark.only_on("sqlite")]
CANARIES = (ANSWERS["death.force_ref"], ANSWERS["death.circumstances"])
RUNS = settings(
    max_examples=tries(12, thorough=500),
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def machine(app, database, once):
    app.config |= {"SECOND_FACTOR": False, "SESSION_HOURS": 12}
    world = world_built(once)
    admin = app.test_client()
    sign_in_as(admin, world.users[RoleName.ADMINISTRATOR])
    case, notice = world.refs["cases"]["case"], world.refs["notifications"]["accepted"]
    pages = ["/", "/cases", f"/cases/{case}", f"/notifications/{notice}/read", "/notifications"]
    pages += [f"/notifications/{notice}/check", f"/api/v1/receipts/{world.values['receipt_ref']}"]
    return machine_for(app, admin, CANARIES, pages)


def test_r10_no_sequence_of_acts_leads_an_administrator_to_a_death(machine, tell):
    run_state_machine_as_test(machine, settings=RUNS)

    tell(f"R10 accounts: {RUNS.max_examples} runs of an administrator, 0 ways to a death")


def test_r10_without_the_second_person_the_machine_finds_the_way(machine, monkeypatch):
    for module in (approvals, rules):
        monkeypatch.setattr(module, "needs_second_person", lambda _role: False)

    with pytest.raises(AssertionError, match=r"administrator alone|tells of a death"):
        run_state_machine_as_test(machine, settings=RUNS)
