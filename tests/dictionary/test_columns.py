import re

import pytest

from dhp.dictionary import (
    DICTIONARY,
    Kind,
    Role,
    Stage,
    State,
    Subject,
    column_named,
    columns_of,
    states_offered,
    suspects_in,
)
from dhp.dictionary.columns import Column
from dhp.dictionary.entry import IfRole
from tests.dictionary.entries import BY_KIND, entry


def test_names_are_places_and_codes():
    person = entry(Kind.ONE_OF, code="sex", subject=Subject.PERSON)
    tie = entry(Kind.ONE_OF, code="tie", subject=Subject.RELATIONSHIP)

    names = [column.name for column in columns_of((person, tie), suspects=2)]

    assert names == [
        *("victim.sex", "suspect1.sex", "suspect2.sex"),
        *("suspect1.tie", "suspect2.tie"),
    ]


def test_a_question_about_one_role_stands_nowhere_else():
    person = entry(Kind.ONE_OF, subject=Subject.PERSON, asked_when=(IfRole((Role.VICTIM,)),))

    assert [column.name for column in columns_of((person,), suspects=2)] == ["victim.thing"]


def test_every_column_is_found_by_its_name():
    columns = columns_of(DICTIONARY.values(), suspects=3)

    assert [column_named(column.name, DICTIONARY) for column in columns] == list(columns)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "sex",
        "victim",
        "victim.",
        "victim.nothing",
        "death.sex",
        "suspect.sex",
        "suspect0.sex",
        "suspect01.sex",
        "suspect21.sex",
        "victim.relationship",
        "Victim.sex",
    ],
)
def test_what_is_no_column_is_not_found(name):
    assert column_named(name, DICTIONARY) is None


def test_columns_of_a_stage_leave_out_the_others():
    early = entry(Kind.DATE, code="early")
    names = [column.name for column in columns_of((early,), stage=Stage.OUTCOME)]

    assert names == []
    assert [column.name for column in columns_of((early,), stage=Stage.NOTICE)] == ["death.early"]


@pytest.mark.parametrize(
    ("names", "suspects"),
    [((), 0), (("victim.sex",), 0), (("suspect2.sex", "suspect1.age"), 2), (("suspect12.x",), 12)],
)
def test_suspects_are_counted_by_the_highest_number(names, suspects):
    assert suspects_in(names) == suspects


def test_a_list_of_choices_can_be_checked_and_empty():
    assert states_offered(BY_KIND[Kind.ANY_OF])[0] is State.NO_CONFIRMED
    assert State.NO_CONFIRMED not in states_offered(BY_KIND[Kind.ONE_OF])


def test_every_column_reads_well_whoever_it_is_about() -> None:
    columns = columns_of(DICTIONARY.values(), suspects=2)
    phrases = {column.name: column.phrase() for column in columns}

    for name, phrase in phrases.items():
        assert "’s who " not in phrase, name
        assert not re.search(r"’s (a|an|another|no|the|date|status of|source of)\b", phrase), name
        assert max(phrase.count("victim"), phrase.count("suspect")) <= 1, name
        assert not phrase.startswith("the "), name
        assert "{" not in phrase, name
    assert len(set(phrases.values())) == len(phrases)
    assert phrases["victim.victim_support"] == "support offered to the victim"
    assert phrases["suspect2.suspect_programme"] == "programme offered to suspect 2"
    assert phrases["suspect1.age"] == "suspect 1’s age"


def test_one_suspect_alone_needs_no_number() -> None:
    age, programme = (Column("suspect1", DICTIONARY[code]) for code in ("age", "suspect_programme"))

    assert age.phrase("suspect") == "suspect’s age"
    assert programme.phrase("suspect") == "programme offered to the suspect"
    assert (age.is_named, programme.is_named) == (True, False)
