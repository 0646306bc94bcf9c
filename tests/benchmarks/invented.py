"""Plausible invented deaths for filling a database: what is told of each, and how it is judged."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dhp.calendar import london_date, now
from dhp.cases.judging.facts import proposal_text, propose
from dhp.definitions import DeathType, Scope
from dhp.dictionary import DICTIONARY, Characteristic, read, suspects_in

PATTERNS = 400  # kinds of story; each death takes one and adds its own dates and references
_PARTNERS = ("spouse", "partner", "ex-spouse", "ex-partner")
_FAMILY = ("son", "daughter", "sibling", "parent", "in-law", "other-relative", "grandchild")
_PLACES = ("shared_home", "victim_home", "other_residential", "public_place", "hospital")
_HISTORY = ("police", "agency", "family", "after_death", "none_found", "[not_yet_established]")
_CIRCUMSTANCES = (
    "Found at home by a neighbour who had not seen her for two days and called an ambulance.",
    "Officers attended after a call from a relative. Enquiries with health and housing continue.",
    "Found by a colleague. There had been earlier reports; a note is being examined.",
    "Collapsed after an argument that neighbours heard. Cause of death awaits the pathologist.",
)


@dataclass(frozen=True)
class Pattern:
    """What is told of a kind of death, by column name, and the judgement of it."""

    answers: Mapping[str, str]
    suspects: int
    scope: Scope
    type: DeathType
    proposal: str  # the verdict as stored with a classification


def patterns(seed: int) -> list[Pattern]:
    """`PATTERNS` kinds of death; the same for the same `seed`."""
    chance = random.Random(seed)
    return [_pattern(chance) for _ in range(PATTERNS)]


def complete() -> dict[str, str]:
    """Answers to every question of a first notice about one suspect."""
    chance = random.Random(11)
    pattern = next(one for one in patterns(11) if one.suspects == 1)
    return told_of(pattern, 1, now(), chance)


def told_of(
    pattern: Pattern, number: int, received: datetime, chance: random.Random
) -> dict[str, str]:
    """Everything that is told of death `number`, of which the unit heard at `received`."""
    knew = london_date(received) - timedelta(days=chance.randint(0, 12))
    died = knew - timedelta(days=chance.choice((0, 0, 0, 1, 3)))
    return {
        "death.force_ref": f"CR/{died.year}/{number:06}",
        "death.date_of_death": died.isoformat() if number % 25 else died.isoformat()[:7],
        "death.aware_on": knew.isoformat(),
        **pattern.answers,
    }


def _pattern(chance: random.Random) -> Pattern:
    intent = chance.choices(("homicide", "suicide", "unexplained"), (50, 38, 12))[0]
    suspects = chance.choices((0, 1, 2), (12, 83, 5))[0]
    told = {
        "death.suspected_intent": intent,
        "death.suspect_identified": "yes" if suspects else "no",
        "death.police_link": "no",
        "death.circumstances": chance.choice(_CIRCUMSTANCES),
        "death.da_history_known": chance.choice(_HISTORY),
        "incident.location_type": chance.choice(_PLACES),
        "victim.sex": chance.choices(("female", "male"), (75, 25))[0],
        "victim.age": str(chance.randint(16, 92)),
    }
    for number in range(1, suspects + 1):
        told |= {
            f"suspect{number}.sex": chance.choices(("male", "female"), (85, 15))[0],
            f"suspect{number}.age": str(chance.randint(16, 80)),
            f"suspect{number}.relationship": chance.choice(
                _PARTNERS if chance.random() < 0.6 else _FAMILY
            ),
        }
    return _judged(told)


def _judged(told: Mapping[str, str]) -> Pattern:
    today = london_date(now())  # any day would do: no answer of a pattern is a date
    given = {name: read(characteristic(name), text, today=today) for name, text in told.items()}
    verdict = propose(given)
    kind = verdict.type or DeathType.UNCLASSIFIED
    return Pattern(told, suspects_in(told), verdict.scope, kind, proposal_text(verdict))


def characteristic(name: str) -> Characteristic:
    """The dictionary's entry behind the column `name`."""
    return DICTIONARY[name.partition(".")[2]]
