import pytest

from dhp.definitions import Facts, History, Kind, Relationship, Sex, Suspect, facts_from


def test_plain_values_become_facts():
    facts = facts_from(
        {
            "kind": "homicide",
            "victim_age": 0,
            "suspect_age": 130,
            "victim_sex": "female",
            "suspect_sex": None,
            "relationship": "ex-partner",
            "household": False,
            "history": "open",
            "suspect": "none",
        }
    )

    assert facts == Facts(
        kind=Kind.HOMICIDE,
        victim_age=0,
        suspect_age=130,
        victim_sex=Sex.FEMALE,
        relationship=Relationship.EX_PARTNER,
        household=False,
        history=History.OPEN,
        suspect=Suspect.NONE,
    )
    assert isinstance(facts.relationship, Relationship)


def test_what_is_left_out_is_not_established():
    assert facts_from({}) == Facts()


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("victim", "female", "is not a fact. Use: kind, victim_age, suspect_age"),
        ("kind", "murder", "homicide, suicide, unexplained"),
        ("kind", "", "Use one of"),
        ("victim_sex", ["female"], "Use one of"),
        ("victim_age", "34", "whole years from 0 to 130"),
        ("victim_age", -1, "whole years"),
        ("victim_age", 131, "whole years"),
        ("suspect_age", 34.0, "whole years"),
        ("suspect_age", True, "whole years"),
        ("household", "yes", "True, False or None"),
        ("household", 1, "True, False or None"),
    ],
)
def test_anything_else_is_refused_with_what_would_do(name, value, hint):
    with pytest.raises(ValueError, match=hint) as refused:
        facts_from({name: value})
    assert name in str(refused.value)
