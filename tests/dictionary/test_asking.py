from datetime import date

import pytest

from dhp.dictionary import Column, Given, Kind, Role, State, Subject, asked
from dhp.dictionary.entry import IfAnswer, IfDied, IfRole
from tests.dictionary.entries import entry

YES = Given(State.ANSWERED, "yes")


def question(*conditions, place="death", subject=Subject.DEATH):
    return Column(place, entry(Kind.ONE_OF, subject=subject, asked_when=conditions))


def test_a_question_without_condition_is_always_asked():
    assert asked(question(), {})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, False),
        (Given(State.NOT_KNOWN), False),
        (Given(State.ANSWERED, "red"), True),
        (Given(State.ANSWERED, "blue;red"), True),
        (Given(State.ANSWERED, "blue"), False),
    ],
)
def test_a_question_follows_another_answer(given, expected):
    answers = {"death.colour": given} if given else {}

    assert asked(question(IfAnswer("colour", ("red", "green"))), answers) is expected


def test_all_conditions_must_hold():
    column = question(IfAnswer("colour", ("red",)), IfAnswer("size", ("big",)))
    red, big = Given(State.ANSWERED, "red"), Given(State.ANSWERED, "big")

    assert not asked(column, {"death.colour": red})
    assert asked(column, {"death.colour": red, "death.size": big})


@pytest.mark.parametrize(
    ("died", "expected"),
    [
        (None, False),
        ("2023", False),
        ("2024-05-19", False),
        ("2024-05", True),
        ("2024-05-20", True),
    ],
)
def test_a_question_is_asked_from_a_date_of_death_on(died, expected):
    column = question(IfDied(since=date(2024, 5, 20)))
    answers = {"death.date_of_death": Given(State.ANSWERED, died)} if died else {}

    assert asked(column, answers) is expected


def test_a_question_about_a_suspect_waits_for_one():
    column = question(place="suspect1", subject=Subject.PERSON)

    assert not asked(column, {})
    assert not asked(column, {"death.suspect_identified": Given(State.ANSWERED, "no")})
    assert asked(column, {"death.suspect_identified": YES})


def test_a_question_for_suspects_is_not_asked_of_the_victim():
    condition = IfRole((Role.SUSPECT,))
    identified = {"death.suspect_identified": YES}

    assert not asked(question(condition, place="victim", subject=Subject.PERSON), identified)
    assert asked(question(condition, place="suspect2", subject=Subject.PERSON), identified)


@pytest.mark.parametrize(
    ("subject", "place", "turns_on"),
    [
        (Subject.DEATH, "death", {"death", "incident", "victim"}),
        (Subject.INCIDENT, "incident", {"death", "incident", "victim"}),
        (Subject.PERSON, "suspect2", {"death", "incident", "suspect2"}),
        (Subject.RELATIONSHIP, "suspect2", {"death", "incident", "victim", "suspect2"}),
    ],
)
def test_a_question_turns_on_an_answer_of_its_own_place_of_the_death_or_of_the_incident(
    subject, place, turns_on
):
    column = Column(place, entry(Kind.DATE, subject=subject, asked_when=(IfAnswer("o", ("yes",)),)))
    identified = {"death.suspect_identified": Given(State.ANSWERED, "yes")}

    for other in ("death", "incident", "victim", "suspect1", "suspect2"):
        answers = identified | {f"{other}.o": Given(State.ANSWERED, "yes")}
        assert asked(column, answers) is (other in turns_on)
        assert not asked(column, identified | {f"{other}.o": Given(State.NOT_KNOWN, "yes")})
