"""R10: people act in orders that nobody thought of: what must hold, holds after every step."""

import pytest
import sqlalchemy as sa

from dhp.coding.marks import queries as marks
from dhp.extensions import db
from dhp.notifications import drafting
from dhp.reports.life import approving
from dhp.returns import actions as returns
from tests.cases.conftest import coder, given, kent, make_case, make_user
from tests.coding.conftest import world
from tests.faults.machine_of_coding import Coding
from tests.faults.machine_of_notices import Notifying
from tests.faults.machine_of_reports import Reporting
from tests.faults.machine_of_returns import Returning
from tests.faults.machines import RUNS, SEED, run
from tests.questions.conftest import colleague, spoc
from tests.reports.life.conftest import figures, lead, other_lead
from tests.returns.conftest import begun, clock, october

__all__ = [
    "begun",
    "clock",
    "coder",
    "colleague",
    "figures",
    "kent",
    "lead",
    "make_case",
    "make_user",
    "october",
    "other_lead",
    "spoc",
    "world",
]

pytestmark = [
    pytest.mark.faults,
    pytest.mark.database,
    pytest.mark.only_on("sqlite"),
    pytest.mark.timeout(1_200),  # a busy machine breaks no rule
]


@pytest.fixture
def notifying(database, spoc, colleague, coder):
    return {"contacts": (spoc, colleague), "coder": coder}


@pytest.fixture
def coding(world):
    people = tuple(map(world.person, ("first", "second", "third", "lead")))
    return {"people": people, "case": world.cases()[0]}


@pytest.fixture
def reporting(figures, coder, lead, other_lead):
    return {"people": (coder, lead, other_lead), "figures": figures}


@pytest.fixture
def returning(october, spoc, colleague, lead, make_case, monkeypatch):
    monkeypatch.setattr(db.session, "commit", db.session.flush)  # what the fixture would commit
    told = given(death__date_of_death="2026-10-05", death__force_ref="42/7")

    def make_death():
        make_case(told)

    people = {"contacts": (spoc, colleague), "lead": lead, "period": october}
    return people | {"make_death": staticmethod(make_death)}


MACHINES = {
    "notices": (Notifying, "notifying"),
    "coding": (Coding, "coding"),
    "reports": (Reporting, "reporting"),
    "returns": (Returning, "returning"),
}


def a_draft_that_is_sent_can_be_changed(patch):
    patch.setattr(drafting, "check_editable", lambda _status: None)


def the_second_coder_is_not_blind(patch):
    patch.setattr(marks, "is_open_to_others", lambda *_given: sa.true())
    patch.setattr(marks, "reads_still", lambda *_given: sa.false())


def whoever_built_it_may_approve(patch):
    patch.setattr(approving, "check_may_approve", lambda *_given: None)


def nobody_asks_what_was_seen(patch):
    patch.setattr(returns, "check_seen", lambda *_given: None)


PLANTED = {
    "notices": a_draft_that_is_sent_can_be_changed,
    "coding": the_second_coder_is_not_blind,
    "reports": whoever_built_it_may_approve,
    "returns": nobody_asks_what_was_seen,
}


@pytest.mark.parametrize("name", MACHINES)
def test_r10_what_must_hold_holds_after_every_step(request, tell, name):
    machine, people = MACHINES[name]

    tally = run(machine, **request.getfixturevalue(people))

    tell(
        f"R10 {name} (seed {SEED}): {tally['runs']} runs, {tally['done']} acts done, "
        f"{tally['refused']} refused, 0 broken"
    )
    assert tally["runs"] >= RUNS
    assert tally["done"] > 0
    assert tally["refused"] > 0


@pytest.mark.parametrize("name", PLANTED)
def test_r10_a_planted_fault_is_found(request, tell, monkeypatch, name):
    machine, people = MACHINES[name]
    things = request.getfixturevalue(people)
    PLANTED[name](monkeypatch)

    with pytest.raises((AssertionError, sa.exc.IntegrityError)):  # the database refuses some
        run(machine, runs=200, steps=20, **things)

    tell(f"R10 control, {PLANTED[name].__name__}: found")
