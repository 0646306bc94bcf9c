"""What to have to hand is every question of the stage, in words, from the dictionary."""

import pytest

from dhp.dictionary import DICTIONARY, NOTICE_SECTIONS, Stage, columns_of
from dhp.notifications.preparing import checklist


@pytest.mark.parametrize("stage", [Stage.NOTICE, Stage.FOLLOW_UP])
def test_every_question_of_the_stage_is_a_thing_to_have(stage):
    things = [thing for part in checklist(stage) for thing in part.things]

    assert len(things) == len(columns_of(DICTIONARY.values(), stage=stage))
    assert all(thing.name and thing.form for thing in things)


def test_the_parts_are_the_sections_of_the_notice_in_their_order():
    assert [part.title for part in checklist(Stage.NOTICE)] == list(NOTICE_SECTIONS.values())


def test_a_thing_says_in_what_form_and_when_it_is_asked():
    told = {thing.name: thing for part in checklist(Stage.NOTICE) for thing in part.things}

    assert told["Victim’s age"].form == "a number or a range"
    assert told["Date of death"].form == "a day, or a month or a year if that is all you know"
    assert told["Suspect’s age"].when == "if a suspect is identified"
    assert told["Victim’s sex"].form.startswith("Female / Male")
