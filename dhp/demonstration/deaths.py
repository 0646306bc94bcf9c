"""Invented deaths: when, in which force's area, of whom, and what the force would write of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from dhp.definitions import DeathType
from dhp.demonstration.circumstances import circumstances_for
from dhp.demonstration.people import Pair, pair_for

# Deaths of each type in 242, as published for April 2022 to March 2023, and a few out of scope.
SHARES = {
    DeathType.SVSDA: 93,
    DeathType.IPH: 80,
    DeathType.AFH: 31,
    DeathType.UNEXPECTED: 23,
    DeathType.CHILD: 11,
    DeathType.OTHER: 4,
    DeathType.UNCLASSIFIED: 7,
}
_INTENT = {
    DeathType.SVSDA: "suicide",
    DeathType.UNEXPECTED: "unexplained",
    DeathType.UNCLASSIFIED: "suicide",
}
_TWO_DEATHS = 0.05  # of homicides within a family
_NOT_YET = "[not_yet_established]"
# How often an answer is not yet established when the notice is sent.
_OPEN = {"death.da_history_known": 0.07, "suspect1.age": 0.05, "incident.location_type": 0.02}
# What two deaths of one incident have in common.
_SHARED = (
    "death.date_of_death",
    "death.aware_on",
    "incident.location_type",
    "death.police_link",
    "suspect1.sex",
    "suspect1.age",
    "death.suspect_identified",
)


@dataclass(frozen=True)
class Death:
    """One invented death. `texts` are the first answers by column name, `later` those learnt after.

    `companion` is the number of the other death of the same incident, if there is one.
    """

    number: int
    kind: DeathType
    force: str
    died: date
    aware: date
    pair: Pair
    texts: Mapping[str, str]
    later: Mapping[str, str] = field(default_factory=dict)
    companion: int | None = None

    @property
    def restricted(self) -> bool:
        """Whether only named people will see it."""
        return self.texts["death.police_link"] == "yes"


def deaths_on(days: list[date], forces: Mapping[str, int], seed: str) -> list[Death]:
    """One invented death on each of `days`, in forces weighted by population.

    Some homicides are followed by a second death of the same incident, which takes the place of
    the next day's. The same arguments give the same deaths.
    """
    deaths: list[Death] = []
    for number, day in enumerate(days):
        rng = Random(f"{seed} {number}")
        before = deaths[-1] if deaths else None
        if before and _followed(before, rng):
            deaths[-1] = replace(before, companion=number)
            deaths.append(_second(before, number, rng))
        else:
            deaths.append(_one(number, day, forces, rng))
    return deaths


def known_at_once(death: Death) -> Death:
    """The same death, of which the force knew on the day."""
    texts = {**death.texts, "death.aware_on": str(death.died)}
    return replace(death, aware=death.died, texts=texts)


def _one(number: int, day: date, forces: Mapping[str, int], rng: Random) -> Death:
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    force = rng.choices(list(forces), list(forces.values()))[0]
    aware = day + timedelta(days=_days_unnoticed(rng))
    pair = pair_for(kind, rng)
    death = Death(number, kind, force, day, aware, pair, {})
    return _told(death, _texts(death, rng, circumstances_for(kind, rng)), rng)


def _second(before: Death, number: int, rng: Random) -> Death:
    kind = DeathType.CHILD if before.kind is DeathType.IPH else DeathType.AFH
    age = rng.randint(1, 12) if kind is DeathType.CHILD else before.pair.victim_age
    tie = "parent" if kind is DeathType.CHILD else before.pair.relationship
    sex = rng.choice(("female", "male"))
    pair = replace(before.pair, victim_sex=sex, victim_age=age, relationship=tie)
    death = replace(before, number=number, kind=kind, pair=pair, companion=before.number)
    account = circumstances_for(kind, rng, two_died=True)
    same = {name: before.texts[name] for name in _SHARED if name in before.texts}
    return _told(death, _texts(death, rng, account) | same, rng)


def _told(death: Death, truth: Mapping[str, str], rng: Random) -> Death:
    """The death with some answers open at first and learnt later, if it comes to that."""
    later = {name: truth[name] for name in _OPEN if name in truth and rng.random() < _OPEN[name]}
    return replace(death, texts={**truth, **dict.fromkeys(later, _NOT_YET)}, later=later)


def _followed(before: Death, rng: Random) -> bool:
    family = before.kind in (DeathType.IPH, DeathType.AFH)
    young = before.pair.victim_age < 45 or before.kind is DeathType.AFH
    return family and young and before.companion is None and rng.random() < _TWO_DEATHS


def _texts(death: Death, rng: Random, account: str) -> dict[str, str]:
    number = f"{rng.randint(10_000, 99_999)}/{death.died:%y}"
    known = {
        "death.force_ref": f"DEMO/{number}",
        "death.date_of_death": f"{death.died:%Y-%m}" if rng.random() < 0.01 else str(death.died),
        "death.aware_on": str(death.aware),
        "incident.location_type": _place(death, rng),
        "death.suspected_intent": _INTENT.get(death.kind, "homicide"),
        "victim.sex": death.pair.victim_sex,
        "victim.age": str(death.pair.victim_age),
        "death.da_history_known": _history(death, rng),
        "death.police_link": "yes" if rng.random() < 0.02 else "no",
        "death.circumstances": account,
    }
    return known | _suspects(death, rng)


def _suspects(death: Death, rng: Random) -> dict[str, str]:
    killed = death.kind not in _INTENT
    if rng.random() > (0.98 if killed else 0.85):
        return {"death.suspect_identified": rng.choice(("no", _NOT_YET))}
    told = {
        "death.suspect_identified": "yes",
        "suspect1.sex": death.pair.suspect_sex,
        "suspect1.age": _age(death.pair.suspect_age, rng),
        "suspect1.relationship": death.pair.relationship,
    }
    if death.kind in (DeathType.CHILD, DeathType.AFH) and rng.random() < 0.1:
        told |= {"suspect2.sex": rng.choice(("female", "male")), "suspect2.age": "25-34"}
        told["suspect2.relationship"] = "other-relative"
    return told


def _age(age: int, rng: Random) -> str:
    tens = age // 10 * 10
    return f"{tens}-{tens + 9}" if rng.random() < 0.04 else str(age)


def _history(death: Death, rng: Random) -> str:
    if death.kind is DeathType.UNCLASSIFIED:
        return "none_found"
    found = ["police", "agency", "family", "after_death"]
    if death.kind in _INTENT:
        return rng.choices(found, [64, 15, 13, 8])[0]
    return rng.choices([*found, "none_found"], [50, 9, 14, 9, 18])[0]


def _place(death: Death, rng: Random) -> str:
    places = {
        "victim_home": 34,
        "shared_home": 40 if death.kind is not DeathType.UNCLASSIFIED else 0,
        "suspect_home": 5,
        "other_residential": 6,
        "public_place": 6,
        "hospital": 4,
        "hotel": 2,
        "vehicle": 1,
        "other": 2,
    }
    return rng.choices(list(places), list(places.values()))[0]


def _days_unnoticed(rng: Random) -> int:
    """Days from the death until the force knew of it: none for most."""
    chance = rng.random()
    if chance < 0.86:
        return 0
    return rng.randint(1, 3) if chance < 0.97 else rng.randint(4, 60)
