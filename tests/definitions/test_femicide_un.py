import pytest

from tests.definitions.cases import answer


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("kind=homicide victim_sex=female relationship=spouse", "in"),
        ("kind=homicide victim_sex=female relationship=parent victim_age=2", "in"),
        ("kind=homicide victim_sex=female relationship=daughter suspect_sex=female", "in"),
        ("kind=homicide victim_sex=male relationship=spouse", "out"),
        ("kind=homicide victim_sex=other relationship=spouse", "out"),
        ("kind=homicide victim_sex=female relationship=acquaintance", "out"),
        ("kind=homicide victim_sex=female relationship=co-resident household=yes", "out"),
        ("kind=homicide victim_sex=female", "lacks relationship"),
        ("kind=homicide relationship=spouse", "lacks victim_sex"),
        ("kind=suicide victim_sex=female relationship=spouse history=known", "out"),
        ("kind=unexplained victim_sex=female relationship=spouse history=known", "out"),
        ("victim_sex=male", "out"),
    ],
)
def test_killings_of_women_and_girls(facts, expected):
    assert answer("femicide-un", facts) == expected
