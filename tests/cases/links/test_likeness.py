import pytest

from dhp.cases.links.likeness import LEAST, likeness
from tests.cases.conftest import HOMICIDE, given


def score(one: dict, other: dict, *, same_force: bool = False) -> float:
    return likeness(one, other, same_force=same_force).score


def test_the_same_death_told_by_two_forces_is_very_alike() -> None:
    told_again = HOMICIDE | given(death__force_ref="BX/99/26", victim__age="35")

    found = likeness(HOMICIDE, told_again, same_force=False)

    assert found.label == "Very alike"
    assert found.speaks_for[0] == "The same date of death"
    assert "Victims of nearly the same age" in found.speaks_for
    assert "Suspects alike: sex, relationship to the victim, age" in found.speaks_for
    assert found.speaks_against == ()


def test_two_deaths_on_one_day_of_different_people_are_not_alike() -> None:
    other = HOMICIDE | given(
        death__force_ref="9",
        victim__sex="male",
        victim__age="71",
        suspect1__relationship="son",
        suspect1__age="40",
    )

    found = likeness(HOMICIDE, other, same_force=False)

    assert found.score < LEAST
    assert found.label == ""
    assert "Victims of different sex" in found.speaks_against


def test_what_is_not_known_speaks_neither_for_nor_against() -> None:
    bare = given(death__date_of_death="2026-03-01", victim__age="[not_known]")

    found = likeness(HOMICIDE, bare, same_force=False)

    assert found.speaks_for == ("The same date of death",)
    assert found.speaks_against == ()


@pytest.mark.parametrize(
    ("other", "words", "points"),
    [
        ("2026-03-01", "The same date of death", 4),
        ("2026-03-02", "Dates of death 1 day apart", 3),
        ("2026-03-10", "Dates of death 9 days apart", 1),
        ("2026-03-30", "Dates of death more than 2 weeks apart", -6),
        ("2026-03", "Dates of death that may be the same", 1.5),
        ("2026", "Dates of death that may be the same", 0.5),
        ("2026-04", "Different dates of death", -6),
    ],
)
def test_dates_are_compared_as_exactly_as_they_are_known(
    other: str, words: str, points: float
) -> None:
    one = given(death__date_of_death="2026-03-01")

    (part,) = likeness(one, given(death__date_of_death=other), same_force=False).parts

    assert (part.words, part.points) == (words, points)


def test_a_short_reference_counts_only_within_one_force() -> None:
    one, other = given(death__force_ref="42/7"), given(death__force_ref="42-7")

    assert score(one, other) == 0
    assert score(one, other, same_force=True) == 4


def test_a_slip_in_a_reference_of_the_same_force_is_seen() -> None:
    one, other = given(death__force_ref="KP/2026/004417"), given(death__force_ref="kp 2026 004471")

    found = likeness(one, other, same_force=True)

    assert found.speaks_for == ("Force references that differ in a letter or two",)


def test_words_that_name_the_other_forces_reference_are_seen() -> None:
    one = given(death__force_ref="KP/2026/004417")
    other = given(death__circumstances="Kent hold this too, see KP 2026 004417.")

    assert score(one, other) == score(other, one) == 3


def test_an_age_range_is_near_to_every_age_in_it() -> None:
    one, other = given(victim__age="30-39"), given(victim__age="38")

    assert likeness(one, other, same_force=False).speaks_for == ("Victims of nearly the same age",)


def test_likeness_does_not_depend_on_the_order() -> None:
    other = HOMICIDE | given(
        victim__age="60+", death__date_of_death="2026-02-27", suspect2__age="9"
    )

    assert score(HOMICIDE, other) == score(other, HOMICIDE)
