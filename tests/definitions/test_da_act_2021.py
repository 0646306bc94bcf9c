import pytest

from tests.definitions.cases import answer


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("kind=homicide relationship=spouse victim_age=16 suspect_age=16", "in"),
        ("kind=homicide relationship=in-law victim_age=40 suspect_age=40 history=none", "in"),
        ("kind=homicide relationship=son victim_age=40 suspect_age=15", "out"),
        ("kind=homicide relationship=parent victim_age=15 suspect_age=40", "out"),
        (
            "kind=homicide relationship=co-resident victim_age=40 suspect_age=40 household=yes",
            "out",
        ),
        ("kind=homicide relationship=carer", "out"),
        ("kind=homicide relationship=spouse victim_age=40", "lacks suspect_age"),
        ("kind=suicide relationship=partner victim_age=40 suspect_age=40 history=known", "in"),
        ("kind=suicide relationship=partner victim_age=40 suspect_age=40 history=none", "out"),
        ("kind=unexplained relationship=partner victim_age=40 suspect_age=40 history=known", "in"),
        (
            "kind=unexplained relationship=partner victim_age=40 suspect_age=40 history=open",
            "lacks history",
        ),
        ("kind=suicide history=none", "out"),
        ("relationship=partner victim_age=40 suspect_age=40", "lacks kind history"),
    ],
)
def test_domestic_abuse_within_the_2021_act(facts, expected):
    assert answer("da-act-2021", facts) == expected
