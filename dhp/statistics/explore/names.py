"""What can be crossed: every name that tells deaths, or suspects, apart, in the order of the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dhp.accounts.forces import forces
from dhp.definitions import DeathType
from dhp.dictionary import (
    DICTIONARY,
    SECTIONS,
    Characteristic,
    Role,
    State,
    Subject,
    states_offered,
)
from dhp.dictionary.derived import DERIVED, Derived
from dhp.errors import DomainError
from dhp.statistics.frame import NO_PLACE, SYSTEMS, Unit
from dhp.statistics.framing.columns import FrameColumn, column
from dhp.statistics.framing.regions import regions
from dhp.statistics.measures.spans import SPANS

_FIRST = (("type", "Type of death"), ("force", "Force"))
_REGIONS = {"region": "Region (Home Office)", "rocu_region": "Region (ROCU)"}
_SPANS = {"week": "Week", "month": "Month", "quarter": "Quarter", "year": "Financial year"}
_LEVELS = {"domain": "Domain", "theme": "Theme", "code": "Code"}  # of coded narratives
_WORKED_OUT = "Worked out from the record"
_SHOWN = (State.NOT_KNOWN, State.NOT_YET_ESTABLISHED, State.NO_CONFIRMED, State.NOT_RECORDED)


@dataclass(frozen=True)
class Named:
    """One thing that can be crossed, by the name that an address gives it, and its words."""

    name: str
    label: str


@cache
def offered(unit: Unit) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """All names for rows of `unit`, under the headings of the record."""
    groups = [
        ("Kind and place", (*(Named(*one) for one in _FIRST), *map(_named, _REGIONS))),
        ("Time", tuple(map(_named, _SPANS))),
    ]
    sections: dict[str, list[Named]] = {title: [] for title in SECTIONS.values()}
    sections[_WORKED_OUT] = []
    for found in _columns(unit):
        entry = found.entry
        title = SECTIONS[entry.section] if isinstance(entry, Characteristic) else _WORKED_OUT
        sections[title].append(Named(found.name, _label(found, unit)))
    groups += [(title, tuple(names)) for title, names in sections.items() if names]
    if unit is Unit.DEATH:
        groups.append(("Coded narratives", tuple(Named(*one) for one in _LEVELS.items())))
    return tuple(groups)


def label_of(unit: Unit, name: str) -> str:
    """The words of a name; raises `DomainError` for one that tells nothing of `unit` apart."""
    plain = dict(_FIRST) | _REGIONS | _SPANS | _LEVELS
    if name in plain:
        return plain[name]
    code = name.rpartition(".")[2]
    if code not in DICTIONARY and code not in DERIVED:
        raise DomainError(f"Nothing is recorded under “{name}”. Choose from the list.")
    found = column(unit, name)
    if not found.is_categorical:
        raise DomainError(f"“{name}” has no groups of its own. Choose another from the list.")
    return _label(found, unit)


def groups_of(unit: Unit, name: str) -> list[tuple[str, str]]:
    """Key and words of each group that a filter can take; none for a stretch of time."""
    if name == "type":
        return [(kind.value, kind.label) for kind in DeathType]
    if name == "force":
        known = [(force.code, force.name) for force in forces()]
        return [*known, (NO_PLACE, "Force not established")]
    if name in SYSTEMS:
        return [*((one, one) for one in regions(SYSTEMS[name]).names), (NO_PLACE, "No region")]
    if name in SPANS or name in _LEVELS:
        return []
    entry = column(unit, name).entry
    states = set(states_offered(entry)) if isinstance(entry, Characteristic) else set()
    states |= {State.NOT_KNOWN, State.NOT_RECORDED}
    options = [(option.code, option.label) for option in entry.options]
    return options + [(f"[{one.value}]", one.label) for one in _SHOWN if one in states]


def _named(name: str) -> Named:
    return Named(name, (_REGIONS | _SPANS)[name])


def _columns(unit: Unit) -> Iterator[FrameColumn]:
    """Every column of `unit` with groups; what people are asked comes once a role."""
    entries: list[Characteristic | Derived] = [*DICTIONARY.values(), *DERIVED.values()]
    for entry in entries:
        for name in _names(unit, entry):
            try:
                found = column(unit, name)
            except DomainError:
                continue
            if found.is_categorical:
                yield found


def _names(unit: Unit, entry: Characteristic | Derived) -> list[str]:
    """Of a death its victim is meant where nobody is named; suspects are asked for by name."""
    if entry.subject is Subject.PERSON and unit is Unit.DEATH:
        asked = entry.roles if isinstance(entry, Characteristic) else tuple(Role)
        victim = [entry.code] if Role.VICTIM in asked else []
        return victim + ([f"suspect.{entry.code}"] if Role.SUSPECT in asked else [])
    return [entry.code]


def _label(found: FrameColumn, unit: Unit) -> str:
    """The name; of whom it tells is added where both are asked."""
    words = found.entry.name[:1].upper() + found.entry.name[1:]
    if unit is Unit.DEATH and len(_names(unit, found.entry)) > 1:
        return f"{words} ({found.place})"
    return words
