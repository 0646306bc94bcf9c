import pytest

from dhp.cases.judging.facts import proposal_from, proposal_text, propose
from dhp.definitions import DeathType, Scope, Verdict
from dhp.dictionary import Given
from tests.cases.conftest import HOMICIDE, given


def homicide(**changes: str) -> dict[str, Given]:
    return HOMICIDE | given(**changes)


def test_a_former_partner_suspected_of_killing_an_adult_is_proposed_as_a_partner_homicide() -> None:
    verdict = propose(HOMICIDE)

    assert (verdict.scope, verdict.type) == (Scope.IN, DeathType.IPH)


def test_a_proposal_comes_back_from_its_text_as_it_was() -> None:
    verdict = propose(homicide(suspect1__relationship="[not_yet_established]"))

    assert proposal_from(proposal_text(verdict)) == verdict


def test_a_range_of_ages_on_one_side_of_the_line_is_as_good_as_an_age() -> None:
    verdict = propose(homicide(victim__age="30-39"))

    assert (verdict.scope, verdict.type) == (Scope.IN, DeathType.IPH)


def test_where_the_ends_of_a_range_disagree_nobody_can_tell_and_the_age_is_lacking() -> None:
    verdict = propose(homicide(victim__age="15-17"))

    assert (verdict.scope, verdict.type) == (Scope.CANNOT_TELL, None)
    assert verdict.lacking == ("victim_age",)
    (reason,) = verdict.reasons
    assert reason.startswith("Only a range is known for the victim’s age, and")


def test_a_range_that_does_not_matter_is_not_lacking() -> None:
    verdict = propose(homicide(victim__age="15-17", suspect1__age="15-40"))

    assert verdict.lacking == ("victim_age",)


def test_an_age_and_over_has_no_upper_end() -> None:
    verdict = propose(homicide(victim__age="10+"))

    assert verdict.scope is Scope.CANNOT_TELL
    assert verdict.lacking == ("victim_age",)


def test_reasons_that_hold_at_one_end_of_a_range_only_are_not_given() -> None:
    answers = homicide(suspect1__relationship="son", suspect1__age="15-30", victim__age="60")

    verdict = propose(answers)

    assert verdict.type is DeathType.AFH
    assert not [reason for reason in verdict.reasons if "suspect was under 18" in reason]


def test_of_several_suspects_one_who_brings_the_death_into_scope_decides() -> None:
    answers = homicide(
        suspect1__relationship="stranger",
        suspect2__relationship="spouse",
        suspect2__sex="male",
        suspect2__age="40",
    )

    verdict = propose(answers)

    assert (verdict.scope, verdict.type) == (Scope.IN, DeathType.IPH)
    assert verdict.reasons[-1] == "Judged on suspect 2 of 2."


def test_what_any_of_several_suspects_lacks_is_lacking() -> None:
    answers = homicide(
        suspect1__relationship="[not_yet_established]",
        suspect2__relationship="partner",
        victim__age="15-17",
    )

    verdict = propose(answers)

    assert verdict.scope is Scope.CANNOT_TELL
    assert {"victim_age", "relationship"} <= set(verdict.lacking)


def test_an_acquaintance_in_a_home_they_shared_is_someone_they_lived_with() -> None:
    elsewhere = homicide(suspect1__relationship="acquaintance")
    at_home = homicide(suspect1__relationship="acquaintance", incident__location_type="shared_home")

    assert propose(elsewhere).lacking == ("household",)
    assert propose(at_home).type is DeathType.OTHER


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("police", Scope.IN),
        ("none_found", Scope.OUT),
        ("[not_yet_established]", Scope.CANNOT_TELL),
        ("[not_known]", Scope.CANNOT_TELL),
        ("[not_recorded]", Scope.CANNOT_TELL),
    ],
)
def test_a_suspected_suicide_depends_on_a_known_history_and_silence_is_not_no(
    answer: str, expected: Scope
) -> None:
    answers = given(death__suspected_intent="suicide", death__da_history_known=answer)

    assert propose(answers).scope is expected


def test_a_son_or_daughter_of_unrecorded_sex_is_family_all_the_same() -> None:
    answers = homicide(
        suspect1__relationship="child", suspect1__sex="[not_known]", victim__age="70"
    )

    assert propose(answers).type is DeathType.AFH


def test_with_nothing_answered_nobody_can_tell() -> None:
    assert propose({}).scope is Scope.CANNOT_TELL


def test_a_proposal_of_another_definition_can_be_had() -> None:
    answers = given(
        death__suspected_intent="unexplained",
        death__da_history_known="police",
        death__suspect_identified="yes",
        victim__age="40",
        suspect1__relationship="partner",
    )

    assert propose(answers, "dhp-2020").type is DeathType.IPH
    assert propose(answers, "dhp-2023") == Verdict(
        Scope.IN,
        DeathType.UNEXPECTED,
        ("Unexplained death of a person with a known history of domestic abuse.",),
    )
