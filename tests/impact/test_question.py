"""What a question touches is told for every question, from what is declared elsewhere."""

import pytest

from dhp.dictionary import DICTIONARY, Sensitivity
from dhp.errors import Absent
from dhp.impact.question import entry_named, touched_by


def told(code):
    return {one.title: one.lines for one in touched_by(entry_named(code))}


@pytest.mark.parametrize("entry", DICTIONARY.values(), ids=str)
def test_every_question_stands_in_a_form_and_in_a_file(entry):
    found = {one.title: one.lines for one in touched_by(entry)}

    assert found["Forms that ask it"]
    assert all(name.endswith(f".{entry.code}") for name in found["Columns of files"])
    if entry.sensitivity is Sensitivity.IDENTIFYING:
        assert found["What tables can be laid out by it"] == ()


def test_the_relationship_is_followed_through_all_rooms():
    found = told("relationship")

    assert "First notice: The people" in found["Forms that ask it"]
    assert "How long were they a couple?" in found["Questions that are asked because of it"]
    assert found["Facts that definitions judge"] == ("relationship",)
    assert "tie to the victim" in found["Values that are worked out from it"]
    assert found["Columns of files"] == ("suspect1.relationship",)
    assert "Published domestic homicide reviews" in found["Crosswalks of files that come in"]
    assert any(one.startswith("Homicide Index") for one in found["Crosswalks of exports"])
    assert any("M7" in line for line in found["Tables of reports"])


def test_the_date_of_death_is_in_every_measure_and_table():
    found = told("date_of_death")

    assert found["Measures that always read it"][0].startswith("All")
    assert found["Tables of reports"][0].startswith("All")


def test_an_unknown_question_is_not_there():
    with pytest.raises(Absent):
        entry_named("shoe_size")
