import pytest

from tests.definitions.cases import answer


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("kind=homicide relationship=ex-partner victim_age=16", "in"),
        ("kind=homicide relationship=grandchild victim_age=80", "in"),
        ("kind=homicide relationship=co-resident victim_age=40", "in"),
        ("kind=homicide relationship=carer victim_age=80 household=yes", "in"),
        ("kind=homicide household=yes victim_age=40", "in"),
        ("kind=homicide relationship=carer victim_age=80 household=no", "out"),
        ("kind=homicide relationship=carer victim_age=80", "lacks household"),
        ("kind=homicide relationship=parent victim_age=15", "out"),
        ("kind=suicide relationship=partner victim_age=30 history=known", "in"),
        ("kind=suicide relationship=partner victim_age=30 history=none", "out"),
        ("kind=suicide relationship=partner victim_age=30 history=open", "lacks history"),
        ("kind=suicide victim_age=30 history=known", "lacks relationship household"),
        ("kind=unexplained relationship=son victim_age=80 history=known", "in"),
        ("kind=unexplained relationship=son victim_age=80 history=none", "out"),
        ("relationship=son victim_age=80 history=known", "in"),
        ("victim_age=15", "out"),
    ],
)
def test_deaths_reviewed_under_the_2004_act(facts, expected):
    assert answer("dhr-2004", facts) == expected
