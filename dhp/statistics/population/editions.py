"""Reading editions of population figures, and choosing the one that was known at a day."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_COLUMNS = ["force", "year", "sex", "ages", "people"]
_TOLD = ("title", "source", "published", "demonstration")
ALL = "all"
# An area with fewer residents has no rate: its days are filled with people who live elsewhere.
LEAST_RESIDENTS = 100_000


class UnsoundPopulations(ValueError):
    """A file that is no edition. The message says which line is wrong, and what to do."""


@dataclass(frozen=True)
class Edition:
    """Residents at the middle of years, by force code, as published on one day.

    `people` is by code, year, sex and ages. A `demonstration` edition is for trying the service.
    """

    name: str
    title: str
    source: str
    published: date
    demonstration: bool
    people: Mapping[tuple[str, int, str, str], int]

    @property
    def forces(self) -> frozenset[str]:
        """The codes of the forces whose area has a rate."""
        year = max(year for _force, year, _sex, _ages in self.people)
        return frozenset(
            force
            for (force, of, sex, ages), people in self.people.items()
            if of == year and sex == ages == ALL and people >= LEAST_RESIDENTS
        )

    def year_for(self, day: date) -> int:
        """The year whose estimate stands nearest to `day`."""
        years = {year for _force, year, _sex, _ages in self.people}
        return min(years, key=lambda year: (abs((date(year, 6, 30) - day).days), year))

    def residents(self, forces: Iterable[str], year: int, sex: str = ALL, ages: str = ALL) -> int:
        """How many people of this sex and age live in the areas of `forces` together.

        Raises KeyError for a force, year or group that the edition does not tell of.
        """
        return sum(self.people[force, year, sex, ages] for force in forces)


def read_edition(path: Path) -> Edition:
    """The edition in a file. Raises `UnsoundPopulations` for one that is not of the documented form."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = _head(lines)
    if missing := [word for word in _TOLD if not head.get(word)]:
        raise UnsoundPopulations(f"{path.name}: begin with lines “# {missing[0]}: ...”.")
    rows = list(csv.reader(line for line in lines if line and not line.startswith("#")))
    if not rows or rows[0] != _COLUMNS:
        raise UnsoundPopulations(f"{path.name}: the columns must be {','.join(_COLUMNS)}.")
    people: dict[tuple[str, int, str, str], int] = {}
    for number, row in enumerate(rows[1:], start=2):
        key, count = _row(path, number, row)
        if key in people:
            raise UnsoundPopulations(f"{path.name}, row {number}: this group comes twice.")
        people[key] = count
    if not people:
        raise UnsoundPopulations(f"{path.name}: there is no figure in it.")
    try:
        published = date.fromisoformat(head["published"])
    except ValueError:
        raise UnsoundPopulations(f"{path.name}: write “# published: 2025-07-30”.") from None
    demonstration = head["demonstration"].lower() == "yes"
    return Edition(path.stem, head["title"], head["source"], published, demonstration, people)


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Every edition that the service has, the first published first; files never change."""
    found = (read_edition(path) for path in sorted(_FOLDER.glob("*.csv")))
    return tuple(sorted(found, key=lambda one: (one.published, one.name)))


def edition_at(day: date) -> Edition | None:
    """The latest edition published by `day`, an official one before one for demonstration."""
    known = [one for one in editions() if one.published <= day]
    return max(
        known, key=lambda one: (not one.demonstration, one.published, one.name), default=None
    )


def _head(lines: Iterable[str]) -> dict[str, str]:
    """What the lines that begin with # tell, by their first word."""
    told = (line.lstrip("# ").partition(":") for line in lines if line.startswith("#"))
    return {word.strip(): words.strip() for word, _, words in told}


def _row(path: Path, number: int, row: list[str]) -> tuple[tuple[str, int, str, str], int]:
    try:
        force, year, sex, ages, people = (cell.strip() for cell in row)
        return (force, int(year), sex, ages), int(people)
    except ValueError:
        raise UnsoundPopulations(
            f"{path.name}, row {number}: write a force’s code, a year, sex, ages and a whole number."
        ) from None
