"""What was coded of an erased case stays; it is given to nobody, and waits for nobody."""

from random import Random

import pytest

from dhp.calendar import now
from dhp.cases.conflicts.actions import declare
from dhp.cases.conflicts.models import Tie
from dhp.coding.abstracting.actions import draw, finish
from dhp.coding.abstracting.queries import eligible, to_answer
from dhp.coding.codebook import book
from dhp.coding.marks.queries import unsure_marks
from dhp.coding.passes.actions import assign, assign_again, lock, open_reading, skip
from dhp.coding.passes.oversight import give_calibration, to_adjudicate, unfinished
from dhp.coding.passes.queries import count_to_do, pass_counts, to_do
from dhp.coding.passes.rules import PassKind, PassState, Ruling
from dhp.coding.passes.sampling import to_give_out
from dhp.coding.settling.adjudication import Settling, decide
from dhp.coding.settling.comparing import comparison
from dhp.coding.settling.hard_cases import notes_on
from dhp.coding.settling.readings import readings_by_case
from dhp.errors import DomainError, Refused
from dhp.extensions import db

BOTH, ONE = "1.01.01", "3.02.01"


def erase(case):
    """As `agree_to_erase` marks it; what becomes of its texts is tried with that."""
    case.erased_at = now()
    db.session.commit()
    return case


@pytest.fixture
def settled(world):
    """A case on which two people agree."""
    case = world.cases()[0]
    world.give(case)
    for local in ("first", "second"):
        world.code(case, local, BOTH, finish=True)
    return case


@pytest.fixture
def differing(world):
    """A case on which two readings differ, in a mark that its coder was unsure of."""
    case = world.cases()[1]
    world.give(case)
    world.code(case, "first", BOTH, ONE, finish=True, unsure=True)
    world.code(case, "second", BOTH, finish=True)
    return case


def test_it_is_given_to_nobody(world):
    gone, *others = world.cases()
    erase(gone)

    assert to_give_out(world.person("lead")) == others
    assert eligible(world.person("lead")) == others
    drawn = draw(3, [world.person("first")], by=world.person("lead"), seed=1)
    assert [one.case for one in sorted(drawn.abstractions, key=lambda one: one.case_id)] == others
    with pytest.raises(Refused, match="is erased"):
        assign(gone, world.person("first"), by=world.person("lead"))


def test_a_settled_one_is_no_calibration(world, settled):
    erase(settled)

    with pytest.raises(DomainError, match="no settled case"):
        give_calibration([world.person("third")], 1, book(), by=world.person("lead"), rng=Random(1))


def test_readings_that_were_not_finished_wait_for_nobody_any_more(world):
    case, coder = world.cases()[0], world.person("first")
    world.give(case)
    world.code(case, "first", BOTH)
    erase(case)

    assert (to_do(coder), count_to_do(coder)) == ([], 0)
    assert unfinished(world.person("lead")) == []
    assert pass_counts(world.person("lead")) == {}
    for act in (lock, open_reading, skip):
        with pytest.raises(Refused, match="is erased"):
            act(world.reading_of(case, "first"), by=coder)


def test_one_that_was_passed_on_is_not_given_again(world):
    case = world.cases()[0]
    world.give(case, second=None)
    skip(world.reading_of(case, "first"), by=world.person("first"))
    erase(case)

    with pytest.raises(Refused, match="is erased"):
        assign_again(case, world.person("lead"), by=world.person("lead"))


def test_a_conflict_can_still_be_declared(world):
    case, coder = world.cases()[0], world.person("first")
    world.give(case)
    erase(case)

    declare(case, next(iter(Tie)), by=coder)

    assert world.reading_of(case, "first").state is PassState.ASSIGNED


def test_differences_are_not_settled_and_the_readings_stay(world, differing):
    lead, present = world.person("lead"), book()
    before = readings_by_case(lead, present)[differing.id]
    assert [row.case for row in to_adjudicate(lead, present)] == [differing]
    assert unsure_marks(lead, 9)
    code = before.undecided[0]

    erase(differing)

    assert to_adjudicate(lead, present) == []
    assert unsure_marks(lead, 9) == []
    with pytest.raises(Refused, match="is erased"):
        decide(differing, {code: Settling(Ruling.FIRST, "So.")}, present, by=lead)
    assert readings_by_case(lead, present)[differing.id] == before
    assert pass_counts(lead)[PassKind.FIRST, PassState.LOCKED] == 1
    assert comparison(differing, lead).lines


def test_a_reason_that_taught_others_is_gone_with_it(world, differing):
    code = readings_by_case(world.person("lead"), book())[differing.id].undecided[0]
    settling = Settling(Ruling.FIRST, "It is told outright.", teaches=True)
    decide(differing, {code: settling}, book(), by=world.person("lead"))
    assert notes_on([code])

    erase(differing)

    assert notes_on([code]) == {}


def test_one_that_waits_to_be_answered_again_waits_no_more(world):
    coder = world.person("first")
    [abstraction] = draw(1, [coder], by=world.person("lead"), seed=7).abstractions
    erase(abstraction.case)

    assert to_answer(coder) == []
    with pytest.raises(Refused, match="is erased"):
        finish(abstraction, {}, by=coder)
