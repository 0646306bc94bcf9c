import pytest

from dhp.cases.judging.classification import OutReason
from dhp.cases.judging.facts import out_reason_of, propose
from dhp.definitions import DeathType, Scope
from tests.cases.conftest import HOMICIDE, given


def index(**answers: str) -> Scope:
    """What the Homicide Index says of a partner homicide with these answers on its suspect."""
    return propose(HOMICIDE | given(**answers), "homicide-index").scope


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("charged", Scope.IN),
        ("deceased", Scope.IN),
        ("deceased_unproven", Scope.CANNOT_TELL),
        ("arrested", Scope.OUT),
        ("bailed", Scope.OUT),
        ("investigated", Scope.OUT),
        ("not_arrested", Scope.OUT),
        ("at_large", Scope.OUT),
        ("[not_yet_established]", Scope.CANNOT_TELL),
        ("[not_known]", Scope.CANNOT_TELL),
    ],
)
def test_how_far_proceedings_have_come_decides_whether_the_index_counts_a_suspect(
    status: str, expected: Scope
) -> None:
    assert index(suspect1__suspect_status=status) is expected


def test_a_charge_for_the_death_tells_of_a_charged_suspect() -> None:
    assert index(suspect1__charge_offence="assault;murder") is Scope.IN
    assert index(suspect1__charge_offence="ccb") is Scope.CANNOT_TELL


def test_a_charge_against_one_suspect_is_not_one_against_another() -> None:
    verdict = index(suspect1__suspect_status="arrested", suspect2__suspect_status="[not_known]")

    assert verdict is Scope.CANNOT_TELL


@pytest.mark.parametrize(
    ("lived", "expected"),
    [
        ("yes", DeathType.OTHER),
        ("part", DeathType.OTHER),
        ("before", None),
        ("never", None),
        ("no", None),
    ],
)
def test_who_lived_together_is_told_by_the_tie_whatever_the_place(
    lived: str, expected: DeathType | None
) -> None:
    answers = HOMICIDE | given(
        suspect1__relationship="acquaintance",
        suspect1__lived_together=lived,
        incident__location_type="public_place" if expected else "shared_home",
    )

    verdict = propose(answers)

    assert verdict.type is expected
    assert verdict.scope is (Scope.IN if expected else Scope.OUT)


def test_whether_they_lived_together_is_open_until_it_is_told() -> None:
    answers = HOMICIDE | given(
        suspect1__relationship="acquaintance", suspect1__lived_together="[not_yet_established]"
    )

    assert propose(answers).lacking == ("household",)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (given(suspect1__relationship="stranger"), OutReason.NOT_CONNECTED),
        (given(suspect1__relationship="stranger", suspect2__relationship="son"), OutReason.OTHER),
        (given(death__da_history_known="none_found"), OutReason.NO_HISTORY),
        (given(), OutReason.OTHER),
    ],
)
def test_the_likeliest_reason_for_being_out_of_scope_follows_the_answers(
    answers: dict, expected: OutReason
) -> None:
    assert out_reason_of(answers) is expected


def test_a_shared_child_connects_two_people_under_the_2021_act() -> None:
    answers = HOMICIDE | given(suspect1__relationship="acquaintance")

    told = {
        said: propose(answers | given(suspect1__shared_children=said), "da-act-2021").scope
        for said in ("yes", "no", "[not_known]")
    }

    assert told == {"yes": Scope.IN, "no": Scope.OUT, "[not_known]": Scope.OUT}


@pytest.mark.parametrize(
    ("concluded", "expected"),
    [
        ("suicide", DeathType.SVSDA),
        ("unlawful_killing", DeathType.IPH),
        ("open", DeathType.UNEXPECTED),
        ("narrative", DeathType.UNEXPECTED),
        ("[not_yet_established]", DeathType.UNEXPECTED),
    ],
)
def test_a_coroner_s_conclusion_counts_more_than_what_was_suspected(
    concluded: str, expected: DeathType
) -> None:
    answers = HOMICIDE | given(
        death__suspected_intent="unexplained",
        death__da_history_known="police",
        death__inquest_conclusion=concluded,
    )

    assert propose(answers).type is expected
