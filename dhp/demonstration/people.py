"""Invented victims and suspects: ages, sexes and what one is to the other, by type of death."""

from dataclasses import dataclass
from random import Random

from dhp.definitions import DeathType

_ADULT = 18


@dataclass(frozen=True)
class Pair:
    """A victim and a suspect: ages in years, and what the suspect is to the victim."""

    victim_sex: str
    victim_age: int
    suspect_sex: str
    suspect_age: int
    relationship: str


def pair_for(kind: DeathType, rng: Random) -> Pair:
    """A plausible pair for a death that will come to be classified as `kind`."""
    if kind is DeathType.AFH:
        return _adult_family(rng)
    if kind is DeathType.CHILD:
        return _child(rng)
    if kind is DeathType.OTHER:
        return _same_home(rng)
    return _partners(rng, women=0.8 if kind is DeathType.IPH else 0.85)


def _partners(rng: Random, *, women: float) -> Pair:
    victim_sex = "female" if rng.random() < women else "male"
    suspect_sex = _other(victim_sex) if rng.random() < 0.96 else victim_sex
    age = round(rng.triangular(_ADULT, 88, 36))
    tie = _one(rng, {"partner": 37, "spouse": 28, "ex-partner": 27, "ex-spouse": 8})
    return Pair(victim_sex, age, suspect_sex, max(_ADULT, round(rng.gauss(age + 1, 6))), tie)


def _adult_family(rng: Random) -> Pair:
    tie = _one(rng, _TIES)
    victim_sex = "female" if rng.random() < 0.48 else "male"
    suspect_sex = {"son": "male", "daughter": "female"}.get(tie) or _mostly_men(rng)
    youngest, oldest, least, most = _AGES_BY_TIE[tie]
    age = rng.randint(youngest, oldest)
    return Pair(victim_sex, age, suspect_sex, age + rng.randint(least, most), tie)


def _child(rng: Random) -> Pair:
    age = min(round(rng.expovariate(1 / 4)), _ADULT - 2)
    tie = _one(rng, {"parent": 74, "step-parent": 19, "other-relative": 7})
    suspect_age = max(_ADULT, age + rng.randint(18, 32))
    return Pair(rng.choice(("female", "male")), age, _mostly_men(rng), suspect_age, tie)


def _same_home(rng: Random) -> Pair:
    sex = "male" if rng.random() < 0.7 else "female"
    return Pair(sex, rng.randint(22, 79), _mostly_men(rng), rng.randint(20, 65), "co-resident")


# How often each tie occurs.
_TIES = {
    "son": 46,
    "daughter": 8,
    "sibling": 14,
    "parent": 10,
    "grandchild": 6,
    "in-law": 8,
    "other-relative": 8,
}
# The victim's least and greatest age, and how many years older the suspect is (younger, where below
# zero), so that no generation is told the wrong way round.
_AGES_BY_TIE = {
    "son": (44, 88, -30, -24),
    "daughter": (44, 88, -30, -24),
    "sibling": (22, 70, -6, 8),
    "parent": (_ADULT, 45, 19, 34),
    "grandchild": (66, 90, -48, -44),
    "in-law": (30, 75, -12, 12),
    "other-relative": (28, 75, -12, 14),
}


def _mostly_men(rng: Random) -> str:
    return "male" if rng.random() < 0.84 else "female"


def _other(sex: str) -> str:
    return "male" if sex == "female" else "female"


def _one(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
