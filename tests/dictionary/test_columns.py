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
