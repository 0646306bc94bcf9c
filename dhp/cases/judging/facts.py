"""From answers to the facts that definitions judge, and from facts to one proposal for a death."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import product

from dhp.cases.judging.classification import OutReason
from dhp.definitions import DEFINITIONS, DeathType, Scope, Verdict, facts_from
from dhp.definitions.facts import ADULT_AGE, FACT_NAMES, STATUTORY_AGE
from dhp.dictionary import Given, State, suspects_in
from dhp.dictionary.kinds import range_of

CURRENT = "dhp-2023"

# Where the answer to each fact stands; `{suspect}` is the suspect who is judged.
PLACES = {
    "kind": "death.suspected_intent",
    "victim_age": "victim.age",
    "suspect_age": "{suspect}.age",
    "victim_sex": "victim.sex",
    "suspect_sex": "{suspect}.sex",
    "relationship": "{suspect}.relationship",
    "household": "{suspect}.lived_together",
    "history": "death.da_history_known",
    "suspect": "{suspect}.suspect_status",
    "shared_child": "{suspect}.shared_children",
}
IDENTIFIED = "death.suspect_identified"
_LOCATION = "incident.location_type"
_CHARGES = "{suspect}.charge_offence"
_KIND = {
    "homicide": "homicide",
    "suicide": "suicide",
    "unexplained": "unexplained",
    "accident": "unexplained",  # until somebody concludes that it was one
}
# What a coroner concluded counts more than what was suspected. Other conclusions name no kind.
_CONCLUSION = "death.inquest_conclusion"
_CONCLUDED = {"unlawful_killing": "homicide", "suicide": "suicide"}
# Whether they lived together when the victim died.
_HOUSEHOLD = {"yes": True, "part": True, "before": False, "never": False, "no": False}
# One who died before a charge and is believed responsible counts as charged; where the part was
# not established, nobody can tell.
_STATUS = {
    "charged": "charged",
    "deceased": "charged",
    "bailed": "arrested",
    "arrested": "arrested",
    "investigated": "arrested",
    "released": "none",
    "at_large": "none",
    "not_identified": "none",
    "no_suspect": "none",
    "not_arrested": "none",
}
_FOR_THE_DEATH = {"murder", "manslaughter", "infanticide", "causing_allowing"}  # charges
_UNCONNECTED = {"acquaintance", "stranger", "carer", "co-resident"}
_CHILD = {"male": "son", "female": "daughter"}
_LIKELIEST = {Scope.IN: 0, Scope.CANNOT_TELL: 1, Scope.OUT: 2}


def propose(answers: Mapping[str, Given], definition: str = CURRENT) -> Verdict:
    """What `definition` says of a death with these `answers`, given by column name.

    Each suspect is judged, and an age range at both its ends. Where the ends disagree, nobody can
    tell before the age is known. Where suspects differ, one that brings the death in decides.
    """
    suspects = max(suspects_in(answers), 1)
    verdicts = [_judge(answers, f"suspect{n}", definition) for n in range(1, suspects + 1)]
    types = list(DeathType)
    best = min(
        range(suspects),
        key=lambda n: (
            _LIKELIEST[verdicts[n].scope],
            types.index(kind) if (kind := verdicts[n].type) else len(types),
        ),
    )
    verdict = verdicts[best]
    if suspects == 1:
        return verdict
    note = f"Judged on suspect {best + 1} of {suspects}."
    if verdict.scope is not Scope.CANNOT_TELL:
        return replace(verdict, reasons=(*verdict.reasons, note))
    return replace(verdict, reasons=(*verdict.reasons, note), lacking=_all_lacking(verdicts))


def out_reason_of(answers: Mapping[str, Given]) -> OutReason:
    """The likeliest reason why a death with these `answers` is out of scope."""
    ties = {
        _value(answers, PLACES["relationship"].format(suspect=f"suspect{n}"))
        for n in range(1, suspects_in(answers) + 1)
    } - {None}
    if ties and ties <= _UNCONNECTED:
        return OutReason.NOT_CONNECTED
    return (
        OutReason.NO_HISTORY
        if _history(answers.get(PLACES["history"])) == "none"
        else OutReason.OTHER
    )


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
    victims, suspects = (_ages(answers.get(f"{place}.age")) for place in ("victim", suspect))
    found = {
        (victim, other): DEFINITIONS[definition].judge(
            facts_from(known | {"victim_age": victim, "suspect_age": other})
        )
        for victim, other in product(victims, suspects)
    }
    verdicts = list(found.values())
    if len(_outcomes(verdicts)) == 1:
        first = verdicts[0]
        shared = tuple(r for r in first.reasons if all(r in v.reasons for v in verdicts))
        return replace(first, reasons=shared or first.reasons, lacking=_all_lacking(verdicts))
    # An age matters if, with the other one fixed, its range alone leads to different outcomes.
    by_victim = ([found[v, s] for v in victims] for s in suspects)
    by_suspect = ([found[v, s] for s in suspects] for v in victims)
    matters = [
        name
        for name, rows in (("victim_age", by_victim), ("suspect_age", by_suspect))
        if any(len(_outcomes(row)) > 1 for row in rows)
    ]
    whose = " and ".join(f"the {name.partition('_')[0]}’s age" for name in matters)
    reason = f"Only a range is known for {whose}, and the answer depends on where in it the age is."
    lacking = {*matters, *_all_lacking(verdicts)}
    names = tuple(name for name in FACT_NAMES if name in lacking)
    return Verdict(Scope.CANNOT_TELL, None, (reason,), names)


def _outcomes(verdicts: Iterable[Verdict]) -> set[tuple[Scope, DeathType | None]]:
    return {(verdict.scope, verdict.type) for verdict in verdicts}


def _all_lacking(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    lacking = {name for verdict in verdicts for name in verdict.lacking}
    return tuple(name for name in FACT_NAMES if name in lacking)


def _facts(answers: Mapping[str, Given], suspect: str) -> dict[str, object]:
    def value(fact: str) -> str | None:
        return _value(answers, PLACES[fact].format(suspect=suspect))

    relationship, sex = value("relationship"), value("suspect_sex")
    if relationship == "child":
        relationship = _CHILD.get(sex or "", "other-relative")
    facts = {
        "kind": _kind(answers),
        "victim_sex": value("victim_sex"),
        "suspect_sex": sex,
        "relationship": relationship,
        "household": _household(answers, value("household")),
        "history": _history(answers.get(PLACES["history"])),
        "suspect": _proceedings(answers, suspect, value("suspect")),
        "shared_child": {"yes": True, "no": False}.get(value("shared_child") or ""),
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _kind(answers: Mapping[str, Given]) -> str | None:
    concluded = _CONCLUDED.get(_value(answers, _CONCLUSION) or "")
    return concluded or _KIND.get(_value(answers, PLACES["kind"]) or "")


def _household(answers: Mapping[str, Given], lived_together: str | None) -> bool | None:
    if lived_together in _HOUSEHOLD:
        return _HOUSEHOLD[lived_together]
    # A shared home tells who lived in it only where there is one suspect.
    shared = _value(answers, _LOCATION) == "shared_home" and suspects_in(answers) <= 1
    return True if shared else None


def _proceedings(answers: Mapping[str, Given], suspect: str, status: str | None) -> str | None:
    charges = _value(answers, _CHARGES.format(suspect=suspect)) or ""
    if _FOR_THE_DEATH & set(charges.split(";")):
        return "charged"
    if status is not None:
        return _STATUS.get(status)
    return "none" if _value(answers, IDENTIFIED) == "no" else None


def _value(answers: Mapping[str, Given], name: str) -> str | None:
    given = answers.get(name)
    return given.value if given and given.state is State.ANSWERED else None


def _history(given: Given | None) -> str | None:
    if given is None or given.state is State.NOT_RECORDED:
        return None
    if given.state is State.ANSWERED:
        return "none" if given.value == "none_found" else "known"
    return "open"


def _ages(given: Given | None) -> Sequence[int | None]:
    """Both ends of the age, and the ages between them at which a definition draws a line."""
    if given is None or given.value is None:
        return [None]
    low, high = range_of(given.value)
    top = max(low, ADULT_AGE) if high is None else high
    inside = [age for age in (STATUTORY_AGE, ADULT_AGE) if low < age < top]
    return sorted({low, *inside, top})
