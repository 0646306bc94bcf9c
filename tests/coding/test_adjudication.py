"""A third person settles; the readings stay; what stands and what agreement says follow from both."""

from random import Random

import pytest
import sqlalchemy as sa

from dhp.coding.codebook import book
from dhp.coding.drift import drifts, held_by
from dhp.coding.passes.actions import assign, assign_again, skip
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.coding.passes.oversight import give_calibration, to_adjudicate, unfinished
from dhp.coding.passes.rules import PassKind, PassState, Polarity, Ruling
from dhp.coding.passes.sampling import give_out, to_give_out
from dhp.coding.settling.adjudication import Settling, decide
from dhp.coding.settling.hard_cases import notes_on
from dhp.coding.settling.readings import readings_by_case
from dhp.errors import DomainError, Refused
from dhp.extensions import db

LOT = Random(1)
BOTH, ONE, OTHER = "1.01.01", "3.02.01", "3.01.01"


@pytest.fixture
def case(world):
    """A case on which two coders agree on one code and differ on two."""
    case = world.cases()[0]
    world.give(case)
    world.code(case, "first", BOTH, ONE, finish=True)
    world.code(case, "second", BOTH, finish=False)
    world.code(case, "second", OTHER, polarity=Polarity.ABSENT, finish=True)
    return case


def code_id(ref):
    return book().with_ref(ref).id


def found(world, case, local="lead"):
    return readings_by_case(world.person(local), book())[case.id]


def settle(world, case, ref, ruling, *, by="lead", reason="It is told outright.", teaches=False):
    settling = Settling(ruling, reason, teaches)
    decide(case, {code_id(ref): settling}, book(), by=world.person(by))
    db.session.commit()


def test_what_the_readings_share_stands_and_the_rest_waits(world, case):
    readings = found(world, case)

    assert readings.double
    assert readings.undecided == sorted([code_id(ONE), code_id(OTHER)])
    assert readings.standing() == {code_id(BOTH): {Polarity.PRESENT}}


@pytest.mark.parametrize(
    ("ruling", "stands"),
    [
        (Ruling.FIRST, {Polarity.PRESENT}),
        (Ruling.SECOND, None),
        (Ruling.BOTH, {Polarity.PRESENT}),
        (Ruling.NEITHER, None),
    ],
)
def test_a_ruling_decides_what_stands_and_touches_no_mark(world, case, ruling, stands):
    before = db.session.execute(sa.select(Mark.__table__)).all()

    settle(world, case, ONE, ruling)

    assert found(world, case).standing().get(code_id(ONE)) == stands
    assert db.session.execute(sa.select(Mark.__table__)).all() == before


def test_the_same_code_in_two_ways_is_a_difference_and_both_can_hold(world):
    case = world.cases()[1]
    world.give(case)
    world.code(case, "first", ONE, finish=True)
    world.code(case, "second", ONE, polarity=Polarity.GOOD, finish=True)

    settle(world, case, ONE, Ruling.BOTH)

    assert found(world, case).standing() == {code_id(ONE): {Polarity.PRESENT, Polarity.GOOD}}


def test_the_last_decision_ends_the_adjudication(world, case):
    settle(world, case, ONE, Ruling.FIRST)
    own = db.session.query(CodingPass).filter_by(kind=PassKind.ADJUDICATION).one()
    between = own.state
    settle(world, case, OTHER, Ruling.NEITHER)

    assert (between, own.state) == (PassState.OPEN, PassState.LOCKED)
    assert to_adjudicate(world.person("deputy"), book()) == []
    with pytest.raises(Refused):
        settle(world, case, ONE, Ruling.SECOND)


def test_only_a_third_person_may_settle(world):
    case = world.cases()[1]
    world.give(case, "lead", "second")
    world.code(case, "lead", ONE, finish=True)
    with pytest.raises(Refused, match="Both readings"):
        settle(world, case, ONE, Ruling.FIRST, by="deputy")
    world.code(case, "second", finish=True)

    with pytest.raises(Refused, match="You coded this case yourself"):
        settle(world, case, ONE, Ruling.FIRST, by="lead")
    with pytest.raises(Refused):
        settle(world, case, ONE, Ruling.FIRST, by="third")
    settle(world, case, ONE, Ruling.FIRST, by="deputy")
    assert db.session.query(Decision).count() == 1


def test_a_decision_needs_a_reason_which_may_teach_others(world, case):
    with pytest.raises(DomainError, match="Say why"):
        settle(world, case, ONE, Ruling.FIRST, reason="  ")
    settle(world, case, ONE, Ruling.FIRST, reason="Kept with the case.")
    settle(world, case, OTHER, Ruling.NEITHER, reason="One sign is not enough.", teaches=True)

    notes = notes_on([code_id(ONE), code_id(OTHER)])

    assert {code: [note.words for note in of] for code, of in notes.items()} == {
        code_id(OTHER): ["One sign is not enough."]
    }


def test_who_settles_by_the_page_sees_no_name_of_a_coder(signed_in, world, case):
    client = signed_in("lead")
    page = client.get(f"/coding/cases/{case.ref}")

    wrong = client.post(f"/coding/cases/{case.ref}/settle", data={"code": ONE, "ruling": "first"})
    sent = client.post(
        f"/coding/cases/{case.ref}/settle",
        data={"code": ONE, "ruling": "first", "reason": "Told.", "teaches": "y"},
    )

    assert "Reading A" in page.text
    assert "Cora" not in page.text
    assert "Colin" not in page.text
    assert wrong.status_code == 422
    assert "Say why, in a sentence." in wrong.text
    assert sent.status_code == 303
    other = world.cases()[1]
    world.give(other)
    reading = world.code(other, "first")
    assert (
        "From a hard case:</strong> Told."
        in signed_in("first").get(f"/coding/{reading.ref}/text").text
    )


def test_whoever_coded_a_case_may_see_the_readings_once_both_are_finished(signed_in, world):
    case, beside = world.cases()[1], "See the readings beside each other"
    world.give(case)
    reading = world.code(case, "first", ONE, finish=True)
    client = signed_in("first")

    before = client.get(f"/coding/{reading.ref}").text
    absent = client.get(f"/coding/cases/{case.ref}").status_code
    world.code(case, "second", finish=True)

    assert beside not in before
    assert absent == 404
    assert beside in client.get(f"/coding/{reading.ref}").text
    page = client.get(f"/coding/cases/{case.ref}").text
    assert "A third person settles where the two readings differ." in page
    assert "/settle" not in page


def test_cases_are_given_to_one_or_two_by_lot_and_never_twice(world):
    lead, people = world.person("lead"), [world.person(one) for one in ("first", "second", "third")]
    cases = to_give_out(lead)

    given = give_out(cases, people, 1 / 3, by=lead, rng=LOT)
    db.session.commit()

    kinds = [one.kind for one in db.session.query(CodingPass)]
    assert given == 3
    assert sorted(kinds) == [PassKind.FIRST] * 3 + [PassKind.SECOND]
    assert to_give_out(lead) == []
    with pytest.raises(Refused, match="given to coders already"):
        assign(cases[0], people[0], by=lead)


def test_a_restricted_case_goes_only_to_those_who_may_read_it(world):
    case = world.new_case("42/9", restricted=True)
    lead, people = world.person("lead"), [world.person(one) for one in ("first", "second")]

    given = give_out([case], people, 1.0, by=lead, rng=LOT)

    assert given == 0
    with pytest.raises(Refused, match="may not code this case"):
        assign(case, people[0], by=lead)
    db.session.rollback()
    assign(case, lead, world.person("deputy"), by=lead)
    db.session.commit()
    assert db.session.query(CodingPass).count() == 2


def test_a_reading_that_nobody_takes_over_waits_for_the_lead(world):
    case, lead = world.cases()[0], world.person("lead")
    world.give(case)
    for local in ("first", "third"):
        skip(world.reading_of(case, local), by=world.person(local))
    db.session.commit()

    [row] = unfinished(lead)
    assign_again(case, world.person("deputy"), by=lead)
    db.session.commit()

    assert row.missing is PassKind.FIRST
    assert unfinished(lead)[0].missing is None
    with pytest.raises(Refused, match="nothing to give out"):
        assign_again(case, lead, by=lead)


def test_drift_is_what_a_coder_finds_in_a_settled_case_against_what_stands(world, case):
    lead, third = world.person("lead"), world.person("third")
    with pytest.raises(DomainError, match="no settled case"):
        give_calibration([third], 3, book(), by=lead, rng=LOT)
    settle(world, case, ONE, Ruling.FIRST)
    settle(world, case, OTHER, Ruling.NEITHER)
    given = give_calibration([third], 3, book(), by=lead, rng=LOT)
    db.session.commit()
    world.code(case, "third", BOTH, OTHER, finish=True)

    [drift] = drifts(held_by(lead, book()))

    assert given == 1
    assert (drift.coder, drift.cases) == (third, 1)
    # One code shared, one missed (ONE), one too many (OTHER): 2 / (2 + 1 + 1).
    assert drift.overall.value == pytest.approx(0.5)
    assert held_by(third, book()) == []
