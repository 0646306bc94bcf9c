"""What history was asked for, and the plan it leads to: every step, in the order of time."""

import csv
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from dhp import accounts
from dhp.calendar.clock import days_after, london_date, start_of
from dhp.demonstration.deaths import Death, deaths_on, known_at_once
from dhp.demonstration.lives import DESK, Step, desk_life, life_of

_FORCES = Path(accounts.__file__).with_name("forces.csv")
_DAYS_A_YEAR = 365
_COME_TO_WORK = timedelta(hours=9)
_TOO_SMALL = 100_000  # residents; below it a force has no death to notify in a few years
_KEY = re.compile(r"demo-([0-9]+)-([0-9]+)-([0-9]+)-([0-9]{8})-[0-9]+")


@dataclass(frozen=True)
class Order:
    """A history of `years` years with `per_year` deaths in each, over before the day `end` begins.

    `seed` is a whole number that decides all that is left to chance.
    """

    years: int
    per_year: int
    seed: int
    end: date

    @property
    def prefix(self) -> str:
        """How the start keys of this history's notices begin."""
        return f"demo-{self.years}-{self.per_year}-{self.seed}-{self.end:%Y%m%d}"

    @property
    def begins(self) -> datetime:
        """The first instant, at which the accounts are opened."""
        return start_of(days_after(self.end, -_DAYS_A_YEAR * self.years))

    @property
    def ends(self) -> datetime:
        """The instant before which everything happened."""
        return start_of(self.end)

    @property
    def last_morning(self) -> datetime:
        """When people come to work on the day `end`: what they do then stands open on every page."""
        return self.ends + _COME_TO_WORK

    def key(self, death: Death) -> str:
        """The start key of the notice of `death`."""
        return f"{self.prefix}-{death.number}"


def order_in(key: str) -> Order | None:
    """The order that a start key belongs to; None for the key of a real draft."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    years, per_year, seed, end = found.groups()
    return Order(int(years), int(per_year), int(seed), date.fromisoformat(end))


def plan(order: Order) -> list[Step]:
    """Every step before the end, in order, no two at one instant.

    A death that is noticed or notified only after the end is not in it, as in life.
    """
    steps = [step for death in _deaths(order) for step in life_of(death, str(order.seed))]
    for death, hours in zip(_on_the_desk(order), DESK, strict=True):
        steps += desk_life(death, hours, order.ends)
    steps = sorted(
        (step for step in steps if step.at < order.ends),
        key=lambda step: (step.at, step.death.number),
    )
    return _apart(steps)


def _deaths(order: Order) -> list[Death]:
    rng = Random(order.seed)
    last = days_after(order.end, -1)
    days = [
        days_after(last, -_DAYS_A_YEAR * year - rng.randrange(_DAYS_A_YEAR))
        for year in range(order.years)
        for _ in range(order.per_year)
    ]
    return deaths_on(sorted(days), _populations(), str(order.seed))


def _on_the_desk(order: Order) -> list[Death]:
    days = [london_date(order.ends - timedelta(hours=max(h.values()) + 20)) for h in DESK]
    first, forces = order.years * order.per_year, _populations()
    return [
        replace(
            known_at_once(deaths_on([day], forces, f"{order.seed} desk {place}")[0]),
            number=first + place,
        )
        for place, day in enumerate(days)
    ]


def _populations() -> dict[str, int]:
    with _FORCES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    people = {row["pfa_code"]: int(row["population_2021_approx"]) for row in rows}
    return {code: number for code, number in people.items() if number >= _TOO_SMALL}


def _apart(steps: list[Step]) -> list[Step]:
    """The steps a microsecond apart at least, so that an instant says how far a seeding got."""
    spaced: list[Step] = []
    for step in steps:
        earliest = spaced[-1].at + timedelta(microseconds=1) if spaced else step.at
        spaced.append(replace(step, at=max(step.at, earliest)))
    return spaced
