import pytest

from tests.definitions.cases import answer, judged


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("kind=homicide relationship=spouse victim_age=16 suspect=charged", "in"),
        ("kind=homicide relationship=step-child victim_age=70 suspect=charged", "in"),
        ("kind=homicide relationship=parent victim_age=17 suspect=charged", "in"),
        ("kind=homicide relationship=in-law victim_age=40 suspect=charged", "in"),
        ("kind=homicide relationship=parent victim_age=15 suspect=charged", "out"),
        ("kind=homicide relationship=co-resident victim_age=40 suspect=charged", "out"),
        ("kind=homicide relationship=spouse victim_age=40 suspect=arrested", "out"),
        ("kind=homicide relationship=spouse victim_age=40 suspect=none", "out"),
        ("kind=homicide suspect=none", "out"),
        ("kind=homicide relationship=spouse victim_age=40", "lacks suspect"),
        ("kind=homicide relationship=spouse", "lacks victim_age suspect"),
        ("kind=homicide victim_age=40 suspect=charged", "lacks relationship"),
        ("kind=suicide history=known relationship=spouse", "out"),
        ("kind=unexplained history=known relationship=spouse", "out"),
        ("relationship=stranger", "out"),
    ],
)
def test_domestic_homicides_in_the_index(facts, expected):
    assert answer("homicide-index", facts) == expected


@pytest.mark.parametrize(
    ("suspect", "because"), [("arrested", "not charged"), ("none", "Nobody is charged")]
)
def test_without_a_charge_the_reasons_say_what_would_change_it(suspect, because):
    verdict = judged(
        "homicide-index", f"kind=homicide relationship=spouse victim_age=40 suspect={suspect}"
    )

    assert because in verdict.reasons[0]
    assert "if the suspect is charged, or died" in verdict.reasons[1]
