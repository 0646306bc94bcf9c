"""Properties of every definition, tried on every combination of the facts that it reads."""

from dataclasses import replace
from itertools import product

import pytest

from dhp.definitions import DEFINITIONS, Facts, History, Kind, Relationship, Sex, Suspect

# One relationship of each sort that rules tell apart; the first test below earns that economy.
SORTS = {
    Relationship.PARTNER: {
        Relationship.SPOUSE,
        Relationship.EX_SPOUSE,
        Relationship.EX_PARTNER,
    },
    Relationship.SON: {
        Relationship.PARENT,
        Relationship.STEP_PARENT,
        Relationship.DAUGHTER,
        Relationship.STEP_CHILD,
        Relationship.SIBLING,
        Relationship.GRANDPARENT,
        Relationship.GRANDCHILD,
        Relationship.OTHER_RELATIVE,
        Relationship.IN_LAW,
    },
    Relationship.CARER: set(),
    Relationship.CO_RESIDENT: set(),
    Relationship.STRANGER: {Relationship.ACQUAINTANCE},
}
VALUES = {
    "kind": tuple(Kind),
    "victim_age": (15, 17, 40),
    "suspect_age": (15, 17, 40),
    "victim_sex": (Sex.FEMALE, Sex.MALE),
    "suspect_sex": (Sex.FEMALE, Sex.MALE),
    "relationship": tuple(SORTS),
    "household": (True, False),
    "history": (History.KNOWN, History.NONE),
    "suspect": tuple(Suspect),
}
COMMON = ("kind", "victim_age", "relationship")
READS = {
    "dhp-2020": (*COMMON, "household", "history"),
    "dhp-2023": (*COMMON, "household", "history"),
    "homicide-index": (*COMMON, "suspect"),
    "dhr-2004": (*COMMON, "household", "history"),
    "dardr-2024": (*COMMON, "suspect_age", "history"),
    "da-act-2021": (*COMMON, "suspect_age", "history"),
    "femicide-un": ("kind", "relationship", "victim_sex"),
}
every_definition = pytest.mark.parametrize("name", DEFINITIONS)


def outcome(name, facts):
    verdict = DEFINITIONS[name].judge(facts)
    return verdict.scope, verdict.type


def combinations_of(names, *, gaps):
    for values in product(*(((None,) if gaps else ()) + VALUES[name] for name in names)):
        yield Facts(**dict(zip(names, values, strict=True)))


def all_fillings(facts, names):
    """Every way in which those of `names` that are not established could turn out."""
    missing = [name for name in names if getattr(facts, name) is None]
    for values in product(*(VALUES[name] for name in missing)):
        yield replace(facts, **dict(zip(missing, values, strict=True)))


@every_definition
def test_every_relationship_of_a_sort_is_judged_alike(name):
    assert set(SORTS) | set().union(*SORTS.values()) == set(Relationship)
    for facts in combinations_of(READS[name], gaps=False):
        for other in SORTS[facts.relationship]:
            assert outcome(name, replace(facts, relationship=other)) == outcome(name, facts)


@every_definition
def test_ages_matter_only_on_which_side_of_16_and_18_they_fall(name):
    for facts in combinations_of(READS[name], gaps=False):
        for field in ("victim_age", "suspect_age"):
            if field not in READS[name]:
                continue
            for first, last in ((0, 15), (16, 17), (18, 130)):
                assert outcome(name, replace(facts, **{field: first})) == outcome(
                    name, replace(facts, **{field: last})
                )


@every_definition
def test_facts_that_a_definition_does_not_read_change_nothing(name):
    unread = [field for field in VALUES if field not in READS[name]]
    for facts in combinations_of(READS[name], gaps=False):
        expected = outcome(name, facts)
        for turn in (0, -1):
            noise = {field: VALUES[field][turn] for field in unread}
            assert outcome(name, replace(facts, **noise)) == expected


@every_definition
def test_a_verdict_is_told_exactly_when_every_filling_agrees(name):
    for facts in combinations_of(READS[name], gaps=True):
        verdict = DEFINITIONS[name].judge(facts)
        outcomes = {outcome(name, filled) for filled in all_fillings(facts, READS[name])}

        if len(outcomes) == 1:
            assert (verdict.scope, verdict.type) in outcomes
            assert verdict.lacking == ()
        else:
            assert (verdict.scope, verdict.type) == ("cannot tell", None)
            assert verdict.lacking


@every_definition
def test_exactly_the_facts_that_could_change_the_outcome_are_lacking(name):
    for facts in combinations_of(READS[name], gaps=True):
        decisive = set()
        for filled in all_fillings(facts, READS[name]):
            for field in READS[name]:
                if getattr(facts, field) is None and field not in decisive:
                    turns = {outcome(name, replace(filled, **{field: v})) for v in VALUES[field]}
                    decisive |= {field} if len(turns) > 1 else set()

        assert set(DEFINITIONS[name].judge(facts).lacking) == decisive


@every_definition
def test_some_lacking_fact_alone_moves_the_verdict_on(name):
    for facts in combinations_of(READS[name], gaps=True):
        verdict = DEFINITIONS[name].judge(facts)
        moved = [
            replace(facts, **{field: value}) for field in verdict.lacking for value in VALUES[field]
        ]
        assert not moved or any(DEFINITIONS[name].judge(after) != verdict for after in moved)


@every_definition
def test_open_enquiries_are_judged_as_if_nothing_were_established(name):
    for facts in combinations_of(READS[name], gaps=True):
        if facts.history is None:
            judge = DEFINITIONS[name].judge
            assert judge(replace(facts, history=History.OPEN)) == judge(facts)


@every_definition
def test_each_definition_uses_its_types_and_says_why(name):
    used = set()
    for facts in combinations_of(READS[name], gaps=False):
        verdict = DEFINITIONS[name].judge(facts)
        assert verdict.reasons
        assert all(reason.endswith(".") for reason in verdict.reasons)
        used |= {verdict.type} - {None}
    assert used == set(DEFINITIONS[name].types)
