"""How a definition stays honest about what is not established: it never guesses, it tries all.

A rule is written as if every fact were known. Where it asks for one that is not, it is run again
for each thing that fact could be. If every ending agrees, the missing fact does not matter and the
verdict stands. If not, the verdict is `cannot tell`, naming exactly the facts that could change it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from dhp.definitions.established import Established, NotEstablishedError
from dhp.definitions.facts import (
    ADULT_AGE,
    FACT_NAMES,
    STATUTORY_AGE,
    Facts,
    History,
    Kind,
    Relationship,
    Sex,
    Suspect,
)
from dhp.definitions.verdict import DeathType, Scope, Verdict

Rule = Callable[[Established], Verdict]

# What each fact could turn out to be. Rules ask only whether an age is under 16 or under 18, so one
# age stands for each band.
_AGES = (0, STATUTORY_AGE, ADULT_AGE)
POSSIBLE: Mapping[str, Sequence[Any]] = {
    "kind": tuple(Kind),
    "victim_age": _AGES,
    "suspect_age": _AGES,
    "victim_sex": tuple(Sex),
    "suspect_sex": tuple(Sex),
    "relationship": tuple(Relationship),
    "household": (True, False),
    "history": (History.KNOWN, History.NONE),
    "suspect": tuple(Suspect),
}
IN_WORDS: Mapping[str, str] = {
    "kind": "what kind of death it was",
    "victim_age": "the victim’s age",
    "suspect_age": "the suspect’s age",
    "victim_sex": "the victim’s sex",
    "suspect_sex": "the suspect’s sex",
    "relationship": "what the suspect was to the victim",
    "household": "whether they lived together",
    "history": "whether there was a known history of domestic abuse",
    "suspect": "whether the suspect is charged",
}


@dataclass(frozen=True)
class _Ending:
    """A verdict, and what had to be supposed to reach it."""

    verdict: Verdict
    supposed: Mapping[str, object]

    @property
    def outcome(self) -> tuple[Scope, DeathType | None]:
        return self.verdict.scope, self.verdict.type


@lru_cache(maxsize=4096)
def settle(rule: Rule, facts: Facts) -> Verdict:
    """What `rule` says of `facts`, whatever the facts not established may turn out to be."""
    endings = _endings(rule, facts, {})
    if len({ending.outcome for ending in endings}) == 1:
        return replace(endings[0].verdict, reasons=_shared_reasons(endings))
    lacking = _lacking(endings)
    return Verdict(Scope.CANNOT_TELL, None, _doubts(endings, lacking), lacking)


def _endings(rule: Rule, facts: Facts, supposed: dict[str, Any]) -> list[_Ending]:
    try:
        return [_Ending(rule(Established(facts)), supposed)]
    except NotEstablishedError as gap:
        name = gap.name
    return [
        ending
        for value in POSSIBLE[name]
        for ending in _endings(rule, replace(facts, **{name: value}), {**supposed, name: value})
    ]


def _lacking(endings: Sequence[_Ending]) -> tuple[str, ...]:
    """The facts that alone set apart two endings with different outcomes."""
    decisive: set[str] = set()
    for one, other in combinations(endings, 2):
        if one.outcome != other.outcome:
            apart = [
                name
                for name in one.supposed.keys() & other.supposed.keys()
                if one.supposed[name] != other.supposed[name]
            ]
            if len(apart) == 1:
                decisive.update(apart)
    return tuple(name for name in FACT_NAMES if name in decisive)


def _shared_reasons(endings: Sequence[_Ending]) -> tuple[str, ...]:
    """The reasons that hold in every ending: any other would rest on a guess."""
    first, *others = (ending.verdict.reasons for ending in endings)
    shared = tuple(reason for reason in first if all(reason in reasons for reasons in others))
    if shared:
        return shared
    supposed = {name for ending in endings for name in ending.supposed}
    names = [IN_WORDS[name] for name in FACT_NAMES if name in supposed]
    return (f"The answer is the same whatever is established about {_listed(names)}.",)


def _doubts(endings: Sequence[_Ending], lacking: Sequence[str]) -> tuple[str, ...]:
    outcomes = {ending.outcome for ending in endings}
    possible = [kind.label.lower() for kind in DeathType if (Scope.IN, kind) in outcomes]
    if (Scope.IN, None) in outcomes:
        possible.append("counts")
    if (Scope.OUT, None) in outcomes:
        possible.append("does not count")
    return (
        f"Not yet established: {_listed([IN_WORDS[name] for name in lacking])}.",
        f"Still possible: {'; '.join(possible)}.",
    )


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
