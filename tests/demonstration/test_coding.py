"""The invented coding: through actions, by two of three people, mostly alike and never quite."""

from datetime import date
from types import SimpleNamespace

import pytest

from dhp.calendar import clock_at
from dhp.coding.codebook import book
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.coding.passes.rules import PassKind, PassState
from dhp.coding.settling.readings import readings_by_case
from dhp.demonstration.coding import coding_acts
from dhp.demonstration.order import Order
from dhp.extensions import db
from tests.coding import world

# The cases of the world were received on 4 March: the third month before the end gives them out.
ORDER = Order(years=1, per_year=60, seed=1, end=date(2026, 6, 1))
LATELY = 4  # months before the end


def build():
    """The world with more cases, and what is invented for it."""
    world.build()
    for number in range(9):
        world.new_case(f"43/{number}")
    for at, act in acts():
        with clock_at(at):
            act()
            db.session.commit()


def acts():
    readers = tuple(world.person(one) for one in ("first", "second", "third"))
    leads = {"lead": world.person("lead"), "second_lead": world.person("deputy")}
    found = coding_acts(ORDER, SimpleNamespace(readers=readers, **leads))
    return sorted(found, key=lambda act: act[0])[-LATELY * 5 :]


@pytest.fixture
def lived(once):
    once(build)


def test_each_case_is_read_by_two_people_who_differ_a_little(lived):
    cases = readings_by_case(world.person("lead"), book()).values()

    assert len(cases) >= 10
    assert all(case.double for case in cases)
    differing = sum(len(case.differing) for case in cases)
    agreed = sum(len(case.standing()) for case in cases)
    assert 0 < differing < agreed


def test_some_of_it_is_settled_and_some_hidden_cases_are_read(lived):
    states = {(one.kind, one.state) for one in db.session.query(CodingPass)}

    assert db.session.query(Decision).count() > 0
    assert (PassKind.ADJUDICATION, PassState.LOCKED) in states
    assert (PassKind.CALIBRATION, PassState.LOCKED) in states


def test_a_seeding_that_is_carried_on_does_nothing_twice(lived):
    assert db.session.query(Mark).count() > 40
    assert acts() == []
