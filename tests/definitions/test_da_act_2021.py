import pytest

from tests.definitions.cases import answer, judged


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


AGES = "victim_age=40 suspect_age=40"


@pytest.mark.parametrize("definition", ["da-act-2021", "dardr-2024"])
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (f"kind=homicide relationship=acquaintance {AGES} shared_child=yes", "in"),
        (f"kind=homicide relationship=acquaintance {AGES} shared_child=no", "out"),
        (f"kind=homicide relationship=acquaintance {AGES}", "out"),
        (f"kind=homicide {AGES} shared_child=yes", "in"),
        (
            "kind=homicide relationship=acquaintance victim_age=15 suspect_age=40 shared_child=yes",
            "out",
        ),
    ],
)
def test_parents_of_one_child_are_connected_whatever_else_they_were(definition, facts, expected):
    assert answer(definition, facts) == expected


@pytest.mark.parametrize(
    ("relationship", "said"),
    [
        ("acquaintance", "They are or were parents of the same child."),
        ("ex-partner", "The suspect is the victim’s former partner."),
    ],
)
def test_the_reason_names_the_child_only_where_nothing_else_connects_them(relationship, said):
    facts = f"kind=homicide relationship={relationship} {AGES} shared_child=yes"

    reasons = judged("da-act-2021", facts).reasons

    assert said in reasons


def test_a_shared_child_changes_nothing_where_the_definition_does_not_ask_for_it():
    facts = f"kind=homicide relationship=acquaintance household=no {AGES}"

    for name in ("dhp-2020", "dhp-2023", "homicide-index", "dhr-2004", "femicide-un"):
        assert judged(name, facts) == judged(name, f"{facts} shared_child=yes")
