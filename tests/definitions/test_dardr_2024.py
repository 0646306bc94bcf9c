import pytest

from tests.definitions.cases import answer


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("kind=homicide relationship=spouse victim_age=40 suspect_age=40", "in"),
        ("kind=homicide relationship=grandchild victim_age=80 suspect_age=15", "out"),
        ("kind=homicide relationship=grandchild victim_age=80", "lacks suspect_age"),
        ("kind=homicide relationship=parent victim_age=15 suspect_age=40", "out"),
        ("kind=homicide relationship=co-resident victim_age=40 suspect_age=40", "out"),
        ("kind=suicide relationship=ex-partner victim_age=40 suspect_age=40 history=known", "in"),
        ("kind=suicide relationship=ex-partner victim_age=40 suspect_age=40 history=none", "out"),
        ("kind=unexplained relationship=son victim_age=80 suspect_age=40 history=known", "in"),
        ("kind=suicide victim_age=40 suspect_age=40 history=known", "lacks relationship"),
    ],
)
def test_deaths_reviewed_under_the_2024_act(facts, expected):
    assert answer("dardr-2024", facts) == expected


def test_members_of_one_household_are_no_longer_enough():
    line = "kind=homicide relationship=co-resident victim_age=40 suspect_age=40"

    assert answer("dhr-2004", line) == "in"
    assert answer("dardr-2024", line) == "out"
