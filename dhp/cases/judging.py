"""From answers to the facts that definitions judge, and from facts to one proposal for a death."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from itertools import product

from dhp.definitions import DEFINITIONS, DeathType, Scope, Verdict, facts_from
from dhp.dictionary import Given, State, suspects_in
from dhp.dictionary.kinds import range_of

CURRENT = "dhp-2023"

_KIND = {
    "homicide": "homicide",
    "suicide": "suicide",
    "unexplained": "unexplained",
    "accident": "unexplained",  # until somebody concludes that it was one
}
_CHILD = {"male": "son", "female": "daughter"}


def propose(answers: Mapping[str, Given], definition: str = CURRENT) -> Verdict:
    """What `definition` says of a death with these `answers`, given by column name.

    Each suspect is judged, and an age range at both its ends. Where the ends disagree, nobody can
    tell before the age is known. Where suspects differ, one that brings the death in decides.
    """
    suspects = max(suspects_in(answers), 1)
    verdicts = [_judge(answers, f"suspect{n}", definition) for n in range(1, suspects + 1)]
    order = {Scope.IN: 0, Scope.CANNOT_TELL: 1, Scope.OUT: 2}
    types = list(DeathType)
    return min(verdicts, key=lambda v: (order[v.scope], types.index(v.type) if v.type else 99))


def proposal_text(verdict: Verdict) -> str:
    """A verdict as the text that is kept with a classification."""
    return json.dumps(asdict(verdict), sort_keys=True)


def proposal_from(text: str) -> Verdict:
    """The verdict that `proposal_text` kept."""
    kept = json.loads(text)
    return Verdict(
        Scope(kept["scope"]),
        DeathType(kept["type"]) if kept["type"] else None,
        tuple(kept["reasons"]),
        tuple(kept["lacking"]),
    )


def _judge(answers: Mapping[str, Given], suspect: str, definition: str) -> Verdict:
    known = _facts(answers, suspect)
    ages = [_ends(answers.get(f"{place}.age")) for place in ("victim", suspect)]
    found = [
        DEFINITIONS[definition].judge(
            facts_from(known | {"victim_age": victim, "suspect_age": other})
        )
        for victim, other in product(*ages)
    ]
    if len({(verdict.scope, verdict.type) for verdict in found}) == 1:
        return found[0]
    lacking = tuple(
        name
        for name, ends in zip(("victim_age", "suspect_age"), ages, strict=True)
        if len(ends) > 1
    )
    return Verdict(Scope.CANNOT_TELL, None, ("The age is known only as a range.",), lacking)


def _facts(answers: Mapping[str, Given], suspect: str) -> dict[str, object]:
    def value(name: str) -> str | None:
        given = answers.get(name)
        return given.value if given and given.state is State.ANSWERED else None

    relationship = value(f"{suspect}.relationship")
    sex = value(f"{suspect}.sex")
    if relationship == "child":
        relationship = _CHILD.get(sex or "", "other-relative")
    facts = {
        "kind": _KIND.get(value("death.suspected_intent") or ""),
        "victim_sex": value("victim.sex"),
        "suspect_sex": sex,
        "relationship": relationship,
        "history": _history(answers.get("death.da_history_known")),
        "suspect": "none" if value("death.suspect_identified") == "no" else None,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _history(given: Given | None) -> str | None:
    if given is None or given.state is State.NOT_RECORDED:
        return None
    if given.state is State.ANSWERED:
        return "none" if given.value == "none_found" else "known"
    return "open"


def _ends(given: Given | None) -> list[int | None]:
    if given is None or given.value is None:
        return [None]
    low, high = range_of(given.value)
    return [low] if low == high else [low, low if high is None else high]
