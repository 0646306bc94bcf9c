"""What the invented notices say happened: plain sentences without names, and without means.

How somebody took their life is never told, here least of all. Sentences speak of "the suspect"
and of "suspected", as a notice does. They are kept beside this module, with the type of death they
fit; those for "homicide" fit any killing of an adult by a partner or a relative.
"""

import csv
from functools import cache
from pathlib import Path
from random import Random

from dhp.definitions import DeathType

_LIST = Path(__file__).with_name("circumstances.csv")
_TWO_DEATHS = "Two people died in this incident; each is notified. "


def circumstances_for(kind: DeathType, rng: Random, *, two_died: bool = False) -> str:
    """A short invented account for a death of `kind`."""
    fitting = {kind.value, "homicide"} if kind in (DeathType.IPH, DeathType.AFH) else {kind.value}
    choices = [account for fits, account in _accounts() if fits in fitting]
    return (_TWO_DEATHS if two_died else "") + rng.choice(choices)


@cache
def _accounts() -> list[tuple[str, str]]:
    with _LIST.open(encoding="utf-8", newline="") as lines:
        return [(row["kind"], row["account"]) for row in csv.DictReader(lines)]
