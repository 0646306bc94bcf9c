"""Answering again: who draws what for whom, that it is blind, and how the two compare."""

import pytest

from dhp.cases.actions import add_answers
from dhp.cases.models import Source
from dhp.coding.abstracting.actions import draw, finish, rule
from dhp.coding.abstracting.comparing import agreement, differences, pairs_of
from dhp.coding.abstracting.models import Finding
from dhp.coding.abstracting.queries import abstraction_with, eligible, samples, to_answer
from dhp.coding.abstracting.questions import CORE, columns_for
from dhp.dictionary import DICTIONARY, Stage, column_named
from dhp.errors import Absent, DomainError, Refused
from dhp.extensions import db
from tests.cases.conftest import given


def drawn(world, wanted=3, people=("first", "second")):
    chosen = [world.person(local) for local in people]
    return draw(wanted, chosen, by=world.person("lead"), seed=7)


def texts_for(abstraction, **changed):
    """A sound answer to every question: as the record has it, else that it is not known."""
    found = {column.name: "[not_known]" for column in columns_for(abstraction.case)}
    found |= {"victim.sex": "female", "victim.age": "34"} | {
        name.replace("__", "."): text for name, text in changed.items()
    }
    return found


def answered(world, **changed):
    [abstraction] = drawn(world, wanted=1, people=("first",)).abstractions
    finish(abstraction, texts_for(abstraction, **changed), by=world.person("first"))
    return abstraction


def test_every_question_that_is_answered_again_is_in_the_dictionary():
    assert [name for name in CORE if column_named(name, DICTIONARY) is None] == []


def test_the_same_seed_draws_the_same_cases_for_the_same_people(world):
    first = [(one.case_id, one.coder_id) for one in drawn(world, wanted=2).abstractions]
    db.session.rollback()

    again = [(one.case_id, one.coder_id) for one in drawn(world, wanted=2).abstractions]

    assert first == again
    assert len({coder for _case, coder in first}) == 2


def test_nobody_is_given_a_case_in_which_they_wrote_or_which_they_judged(world):
    case = world.cases()[0]
    told = given(victim__occupation="[not_known]")
    add_answers(case, told, source=Source.UNIT, stage=Stage.FOLLOW_UP, by=world.person("first"))

    found = {(one.case_id, one.coder.email) for one in drawn(world).abstractions}

    assert len(found) == 3
    assert (case.id, "second@example.org") in found
    with pytest.raises(DomainError, match="No case is left"):
        drawn(world, people=("lead",))


def test_what_is_being_answered_again_is_not_drawn_anew(world):
    drawn(world, wanted=2)

    assert len(eligible(world.person("lead"))) == 1


def test_only_its_own_coder_sees_and_answers_it(world):
    [abstraction] = drawn(world, wanted=1, people=("first",)).abstractions

    assert list(to_answer(world.person("first"))) == [abstraction]
    assert list(samples(world.person("first"))) == []
    with pytest.raises(Absent):
        abstraction_with(abstraction.ref, world.person("second"))
    with pytest.raises(Refused):
        finish(abstraction, texts_for(abstraction), by=world.person("second"))


def test_every_question_needs_an_answer_and_answers_stay(world):
    [abstraction] = drawn(world, wanted=1, people=("first",)).abstractions
    coder = world.person("first")

    with pytest.raises(DomainError, match="Answer this"):
        finish(abstraction, texts_for(abstraction, victim__sex=""), by=coder)
    finish(abstraction, texts_for(abstraction), by=coder)
    with pytest.raises(Refused):
        finish(abstraction, texts_for(abstraction), by=coder)


def test_the_record_is_compared_as_it_stood_when_the_case_was_answered_again(world):
    abstraction = answered(world, victim__sex="male")
    before = {pair.name: pair.before for pair in pairs_of(abstraction)}

    add_answers(
        abstraction.case,
        given(victim__sex="male"),
        source=Source.UNIT,
        stage=Stage.FOLLOW_UP,
        by=world.person("lead"),
    )

    assert {pair.name: pair.before for pair in pairs_of(abstraction)} == before
    assert "victim.sex" in [pair.name for pair in differences(abstraction)]


def test_a_difference_is_settled_once(world):
    abstraction, lead = answered(world, victim__sex="male"), world.person("lead")

    rule(abstraction, "victim.sex", Finding.RECORD, by=lead)

    settled = {pair.name: pair.ruling for pair in differences(abstraction)}
    assert settled["victim.sex"].finding is Finding.RECORD
    for name in ("victim.sex", "victim.age"):  # settled already; not different at all
        with pytest.raises(Refused):
            rule(abstraction, name, Finding.RECORD, by=lead)


def test_agreement_is_told_question_by_question(world):
    sample = drawn(world, people=("first",))
    sexes = iter(("female", "female", "male"))
    for one in sample.abstractions:
        finish(one, texts_for(one, victim__sex=next(sexes)), by=world.person("first"))

    found = {
        one.label: one
        for one in agreement([pair for a in sample.abstractions for pair in pairs_of(a)])
    }

    sex, age = found["Victim’s sex"], found["Victim’s age"]
    assert (sex.raw.n, round(sex.raw.value, 3)) == (3, 0.667)
    assert sex.kappa.value == pytest.approx(0)
    assert (age.raw.value, age.kappa.value) == (1, None)


def test_a_coder_answers_from_the_texts_and_a_lead_sees_where_the_two_differ(world, signed_in):
    lead, coder = signed_in("lead"), signed_in("first")
    form = {"number": "1", "unit": "deaths", "people": [world.person("first").ref]}

    at = lead.post("/answering-again/samples", data=form).location
    [abstraction] = to_answer(world.person("first"))
    page = coder.get(f"/answering-again/{abstraction.ref}").text
    texts = texts_for(abstraction, victim__sex="male")
    coder.post(f"/answering-again/{abstraction.ref}", data=texts)
    compared = lead.get(at).text
    lead.post(f"{at}/{abstraction.case.ref}/victim.sex", data={"finding": "the record is right"})

    assert "No risk was assessed" in page
    assert 'value="female" checked' not in page
    assert "Answered again: <strong>Male</strong>" in compared
    assert "Settled on" in lead.get(at).text
    assert "Nothing waits for you." in coder.get("/answering-again").text
