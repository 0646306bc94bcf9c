import pytest

from tests.definitions.cases import answer


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("kind=homicide relationship=partner victim_age=34", "in iph"),
        ("kind=homicide relationship=sibling victim_age=34", "in afh"),
        ("kind=homicide relationship=co-resident victim_age=34", "in other"),
        ("kind=suicide history=known", "in svsda"),
        ("kind=suicide history=none", "out"),
        ("kind=unexplained history=known relationship=ex-spouse victim_age=34", "in iph"),
        ("kind=unexplained history=known relationship=daughter victim_age=70", "in afh"),
        ("kind=unexplained history=known relationship=parent victim_age=1", "in child"),
        ("kind=unexplained history=known relationship=co-resident victim_age=34", "in other"),
        ("kind=unexplained history=known relationship=stranger household=no", "out"),
        ("kind=unexplained history=none", "out"),
        ("kind=unexplained history=open relationship=partner victim_age=34", "lacks history"),
        ("kind=unexplained history=known", "lacks victim_age relationship household"),
        ("relationship=partner victim_age=34", "lacks kind history"),
    ],
)
def test_five_types(facts, expected):
    assert answer("dhp-2020", facts) == expected


def test_unexplained_deaths_are_what_the_sixth_type_later_took():
    line = "kind=unexplained history=known relationship=partner victim_age=34"

    assert answer("dhp-2020", line) == "in iph"
    assert answer("dhp-2023", line) == "in unexpected"
