"""The rows of a frame, one for each unit: the death that each belongs to, and whom it is about."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dhp.dictionary import Role, Subject
from dhp.statistics.framing.columns import Unit
from dhp.statistics.framing.deaths import KnownDeath
from dhp.statistics.framing.people import People, Suspect

NOBODY = People()


@dataclass(slots=True)
class Line:
    """One row: its death, the people of it, and of a person or pair the part and who it is.

    A person in several deaths has one row for each part, at the first death that counts. `deaths`
    are those of the row's incident that count, where the row is about an incident.
    """

    death: KnownDeath
    people: People
    role: Role | None = None
    suspect: Suspect | None = None
    deaths: int = 1

    @property
    def person(self) -> int | None:
        """The id of the person that the row is about."""
        return self.suspect.person if self.suspect else self.people.victim

    def subject(self, place: str, kind: Subject) -> int | None:
        """The id of what an answer at `place` describes; None where nobody stands there."""
        match place:
            case "incident":
                return self.death.incident
            case "death":
                return self.death.id
            case "victim":
                return self.people.victim
            case "person":
                return self.person
        found = self.suspect or self.people.suspect(place)
        if found is None:
            return None
        return found.tie if kind is Subject.RELATIONSHIP else found.person


def lines(unit: Unit, deaths: Sequence[KnownDeath], people: Mapping[int, People]) -> list[Line]:
    """The rows of a frame of `unit`, in the order of receipt of their deaths."""
    if unit is Unit.DEATH:
        return [Line(death, people.get(death.id, NOBODY)) for death in deaths]
    if unit is Unit.PAIR:
        return list(_pairs(deaths, people))
    first = sorted(deaths, key=lambda death: not death.counts)  # keeps the order otherwise
    found: dict[object, Line] = {}
    for line in _people(first, people) if unit is Unit.PERSON else _incidents(first, people):
        key = (line.person, line.role) if unit is Unit.PERSON else line.death.incident
        found.setdefault(key, line)
    return sorted(found.values(), key=lambda line: (line.death.received_at, line.death.id))


def _incidents(deaths: Sequence[KnownDeath], people: Mapping[int, People]) -> Iterator[Line]:
    sizes = Counter(death.incident for death in deaths if death.counts)
    for death in deaths:
        yield Line(death, people.get(death.id, NOBODY), deaths=sizes[death.incident])


def _pairs(deaths: Sequence[KnownDeath], people: Mapping[int, People]) -> Iterator[Line]:
    for death in deaths:
        there = people.get(death.id, NOBODY)
        for suspect in there.suspects:
            if suspect.tie is not None:
                yield Line(death, there, Role.SUSPECT, suspect)


def _people(deaths: Sequence[KnownDeath], people: Mapping[int, People]) -> Iterator[Line]:
    for death in deaths:
        there = people.get(death.id, NOBODY)
        if there.victim is not None:
            yield Line(death, there, Role.VICTIM)
        for suspect in there.suspects:
            yield Line(death, there, Role.SUSPECT, suspect)
