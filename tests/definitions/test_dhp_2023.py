import pytest

from tests.definitions.cases import answer, judged


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("kind=homicide relationship=spouse victim_age=34", "in iph"),
        ("kind=homicide relationship=ex-partner victim_age=16", "in iph"),
        ("kind=homicide relationship=partner victim_age=15", "in child"),
        ("kind=homicide relationship=spouse", "lacks victim_age"),
        ("kind=homicide relationship=son victim_age=61", "in afh"),
        ("kind=homicide relationship=son victim_age=61 suspect_age=15", "in afh"),
        ("kind=homicide relationship=in-law victim_age=18", "in afh"),
        ("kind=homicide relationship=parent victim_age=17", "in child"),
        ("kind=homicide relationship=step-parent victim_age=0", "in child"),
        ("kind=homicide relationship=carer victim_age=3 household=no", "in child"),
        ("kind=homicide relationship=acquaintance victim_age=17 household=yes", "in child"),
        ("kind=homicide relationship=co-resident victim_age=17", "in child"),
        ("kind=homicide relationship=co-resident victim_age=40", "in other"),
        ("kind=homicide relationship=carer victim_age=80 household=yes", "in other"),
        ("kind=homicide relationship=carer victim_age=80 household=no", "out"),
        ("kind=homicide relationship=carer victim_age=80", "lacks household"),
        ("kind=homicide relationship=carer household=no", "lacks victim_age"),
        ("kind=homicide relationship=carer", "lacks victim_age household"),
        ("kind=homicide relationship=acquaintance victim_age=9 household=no", "out"),
        ("kind=homicide relationship=stranger household=no", "out"),
        ("kind=homicide victim_age=34", "lacks relationship household"),
        ("kind=homicide victim_age=34 household=yes", "lacks relationship"),
        ("kind=homicide victim_age=34 suspect=none", "lacks relationship household"),
        ("kind=suicide history=known", "in svsda"),
        ("kind=suicide history=known victim_age=14", "in svsda"),
        ("kind=suicide history=none", "out"),
        ("kind=suicide history=open", "lacks history"),
        ("kind=suicide", "lacks history"),
        ("kind=unexplained history=known", "in unexpected"),
        ("kind=unexplained history=known victim_age=2 relationship=parent", "in unexpected"),
        ("kind=unexplained history=none", "out"),
        ("kind=unexplained history=open", "lacks history"),
        ("history=none relationship=stranger household=no", "out"),
        ("history=known", "lacks kind victim_age relationship household"),
    ],
)
def test_six_types(facts, expected):
    assert answer("dhp-2023", facts) == expected


def test_a_suspect_who_is_a_child_is_mentioned_and_does_not_change_the_type():
    verdict = judged("dhp-2023", "kind=homicide relationship=daughter victim_age=50 suspect_age=17")

    assert verdict.reasons == (
        "The suspect is the victim’s daughter.",
        "The victim was 18 or over.",
        "The suspect was under 18; the type follows the victim’s age.",
    )
